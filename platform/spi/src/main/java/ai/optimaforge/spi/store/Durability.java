// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.store;

/// What a write outlives from the moment on at which it is acknowledged.
public enum Durability {
    /// Any failure of the machine, a loss of power included: the disk has it.
    DISK,

    /// The death of the process: the operating system has it, or the members of a cluster of
    /// servers have. The disk follows within seconds; a loss of power before that may lose it.
    /// For what is written so often that it can't wait for a disk each time.
    SYSTEM
}
