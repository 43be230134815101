// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

/// A call to be made, by whichever API.
interface ApiCall {
    /// Under the base URL.
    String path();

    /// The JSON body, with the model that the target wants; plain ASCII.
    String body(Target target);

    /// The whole request as it goes over the wire.
    default byte[] request(Target target) {
        return target.post(path(), body(target));
    }
}
