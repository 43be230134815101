// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

/// What a user did.
///
/// @param callsInDay calls of this day of UTC that were answered well
/// @param usdInDay what this day's calls cost, as far as prices are known
/// @param usdInMonth what this month's calls cost; if only the day was asked for, what the day's
/// cost
public record Spent(long callsInDay, double usdInDay, double usdInMonth) {}
