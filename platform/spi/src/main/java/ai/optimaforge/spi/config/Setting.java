// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Describes one setting: a component of a configuration record.
///
/// The component's name gives the key: `bodyLimit` is `body-limit`. A component without a default
/// must be set by the operator, unless it is an `Optional`, a `List` or a `Map`. What no type can
/// say is checked in the record's compact constructor, which throws an
/// `IllegalArgumentException`; a message that begins with the name of a component is shown under
/// that component's key.
///
/// ```java
/// record HttpConfig(
///         @Setting(value = "The port to listen on; 0 takes any free one", defaultValue = "8090")
///         int port) {
///     HttpConfig {
///         if (port < 0 || port > 65_535) {
///             throw new IllegalArgumentException("port must be between 0 and 65535");
///         }
///     }
/// }
/// ```
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /// Stands for "no default": a text that no configuration file can hold.
    String NO_DEFAULT = "\0";

    /// What the setting does, in one sentence, for the operator.
    String value();

    /// The default, written as an operator would write it, for instance `32 MiB`, `7 s` or `a,
    /// b`.
    String defaultValue() default NO_DEFAULT;
}
