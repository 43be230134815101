// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi;

/// The families of errors that a client can see, with the HTTP status each has unless its code
/// says otherwise.
public enum ErrorType {
    /// Malformed or missing parameters.
    INVALID_REQUEST_ERROR(400),
    /// The key is missing, unknown, expired or revoked.
    AUTHENTICATION_ERROR(401),
    /// The feature, or the budget, asks for payment.
    PAYMENT_REQUIRED(402),
    /// The key lacks the scope, or the feature is not on the user's tier.
    PERMISSION_ERROR(403),
    /// There is no such resource.
    NOT_FOUND(404),
    /// The request and the state of the resource exclude each other.
    CONFLICT(409),
    /// The body could be read, but what it says is not valid.
    VALIDATION_ERROR(422),
    /// Too many requests, tokens or calls at once.
    RATE_LIMIT_ERROR(429),
    /// The guard blocked the call.
    SECURITY_BLOCK(451),
    /// Something that nobody foresaw.
    INTERNAL_ERROR(500),
    /// The upstream model answered with an error.
    PROVIDER_ERROR(502),
    /// Nothing can serve the call now.
    SERVICE_UNAVAILABLE(503),
    /// The upstream model did not answer in time.
    TIMEOUT_ERROR(504);

    private final int status;

    ErrorType(int status) {
        this.status = status;
    }

    /// The HTTP status of this family.
    public int status() {
        return status;
    }

    /// The family's name on the wire, for instance `invalid_request_error`.
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
