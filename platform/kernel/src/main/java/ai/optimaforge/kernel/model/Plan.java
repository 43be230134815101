// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.kernel.routing.Assessment;
import ai.optimaforge.kernel.routing.WorkClass;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where a call may go, in the order in which it is tried.
///
/// @param offers at least one
/// @param reason why the first of them, in a line
/// @param routingTime how long the choice took
/// @param notices what the client should know of it
/// @param assessments all candidates, where the caller wants the choice explained
/// @param work the kind of work, where `auto` chose
/// @param retries how many more tries the call has
record Plan(
        List<Offer> offers,
        String reason,
        Duration routingTime,
        List<String> notices,
        Optional<List<Assessment<Offer>>> assessments,
        Optional<WorkClass> work,
        int retries) {
    Plan {
        offers = List.copyOf(offers);
        notices = List.copyOf(notices);
        assessments = assessments.map(List::copyOf);
    }
}
