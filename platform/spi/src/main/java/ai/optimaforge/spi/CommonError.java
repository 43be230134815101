// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi;

import static java.util.Locale.ROOT;

/// The codes that every endpoint shares. The name in lower case is the code on the wire.
public enum CommonError implements ErrorCode {
    /// The body is not JSON, or not the JSON that the operation takes.
    INVALID_JSON(ErrorType.INVALID_REQUEST_ERROR),
    /// A parameter is malformed.
    INVALID_PARAMETER(ErrorType.INVALID_REQUEST_ERROR),
    /// A parameter that the operation needs is not there.
    MISSING_PARAMETER(ErrorType.INVALID_REQUEST_ERROR),
    /// The request was cut short, or its head is malformed.
    MALFORMED_REQUEST(ErrorType.INVALID_REQUEST_ERROR),
    /// What the model's provider found wrong with the request.
    PROVIDER_REFUSED_REQUEST(ErrorType.INVALID_REQUEST_ERROR),
    /// No key, an unknown key, an expired or a revoked key.
    INVALID_API_KEY(ErrorType.AUTHENTICATION_ERROR),
    /// The key does not carry the scope that the operation asks for.
    INSUFFICIENT_SCOPE(ErrorType.PERMISSION_ERROR),
    /// The user is disabled.
    USER_DISABLED(ErrorType.PERMISSION_ERROR),
    /// The user's tier does not include the feature.
    FORGE_TIER_INSUFFICIENT(ErrorType.PERMISSION_ERROR),
    /// The feature is switched off for the user.
    FEATURE_DISABLED(ErrorType.PERMISSION_ERROR),
    /// The money that the user or the key may spend is spent.
    FORGE_BUDGET_EXCEEDED(ErrorType.PAYMENT_REQUIRED),
    /// No operation has this path.
    UNKNOWN_PATH(ErrorType.NOT_FOUND),
    /// The resource does not exist, or the caller may not know that it does.
    RESOURCE_NOT_FOUND(ErrorType.NOT_FOUND),
    /// No provider has this model.
    MODEL_NOT_FOUND(ErrorType.NOT_FOUND),
    /// The path exists, with other methods.
    METHOD_NOT_ALLOWED(ErrorType.INVALID_REQUEST_ERROR, 405),
    /// The operation is a WebSocket, and the request does not ask for an upgrade.
    UPGRADE_REQUIRED(ErrorType.INVALID_REQUEST_ERROR, 426),
    /// The resource and the request exclude each other.
    RESOURCE_CONFLICT(ErrorType.CONFLICT),
    /// The idempotency key was used for another request, or its first request is still under way.
    IDEMPOTENCY_CONFLICT(ErrorType.CONFLICT),
    /// The body is larger than the limit.
    BODY_TOO_LARGE(ErrorType.INVALID_REQUEST_ERROR, 413),
    /// The body's content type is not one that the operation takes.
    UNSUPPORTED_MEDIA_TYPE(ErrorType.INVALID_REQUEST_ERROR, 415),
    /// A key that our own object does not have.
    UNKNOWN_FIELD(ErrorType.VALIDATION_ERROR),
    /// A value that can be read but is not valid.
    INVALID_VALUE(ErrorType.VALIDATION_ERROR),
    /// A plugin can't start; the message says why.
    PLUGIN_FAILED(ErrorType.VALIDATION_ERROR),
    /// Too many requests.
    RATE_LIMIT_EXCEEDED(ErrorType.RATE_LIMIT_ERROR),
    /// Something that nobody foresaw.
    INTERNAL_ERROR(ErrorType.INTERNAL_ERROR),
    /// The upstream model answered with an error, or not in its protocol.
    PROVIDER_ERROR(ErrorType.PROVIDER_ERROR),
    /// The upstream's answer to the key that the operator gave for it is no.
    PROVIDER_AUTHENTICATION_FAILED(ErrorType.PROVIDER_ERROR),
    /// The upstream could not be reached, or is overloaded.
    PROVIDER_UNAVAILABLE(ErrorType.SERVICE_UNAVAILABLE),
    /// The upstream did not answer in time.
    PROVIDER_TIMEOUT(ErrorType.TIMEOUT_ERROR),
    /// The plugin did not answer in time; the message names it.
    ANSWER_TIMEOUT(ErrorType.TIMEOUT_ERROR),
    /// No provider can serve the call.
    FORGE_ROUTING_FAILED(ErrorType.SERVICE_UNAVAILABLE),
    /// The upstreams that could serve the call failed too often of late; they are left alone for
    /// a while.
    FORGE_CIRCUIT_OPEN(ErrorType.SERVICE_UNAVAILABLE),
    /// As many calls as this node takes are in flight, or it is about to stop.
    OVERLOADED(ErrorType.SERVICE_UNAVAILABLE),
    /// The store of record can't be reached, does not answer in time, or takes no writes.
    STORE_UNAVAILABLE(ErrorType.SERVICE_UNAVAILABLE),
    /// The cluster's cache can't be reached.
    CACHE_UNAVAILABLE(ErrorType.SERVICE_UNAVAILABLE),
    /// The plugin that would answer blocked an event loop again and again, or is going; the
    /// message names it.
    PLUGIN_QUARANTINED(ErrorType.SERVICE_UNAVAILABLE),
    /// The plugin was stopped, or replaced, before the call was over.
    PLUGIN_STOPPED(ErrorType.SERVICE_UNAVAILABLE);

    private final ErrorType type;
    private final int status;

    CommonError(ErrorType type) {
        this(type, type.status());
    }

    CommonError(ErrorType type, int status) {
        this.type = type;
        this.status = status;
    }

    @Override
    public String code() {
        return name().toLowerCase(ROOT);
    }

    @Override
    public ErrorType type() {
        return type;
    }

    @Override
    public int status() {
        return status;
    }
}
