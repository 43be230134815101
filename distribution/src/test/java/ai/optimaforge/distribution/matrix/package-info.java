/// What a client may say, in each dialect and over each wire: every cell of the table of
/// compatibility is run.
@NullMarked
package ai.optimaforge.distribution.matrix;

import org.jspecify.annotations.NullMarked;
