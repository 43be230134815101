// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.WriteError;

import org.bson.BsonMaximumSizeExceededException;

import java.time.Duration;
import java.util.Set;

/// What the driver's failures mean to the one who asked. Their own words go no further than the
/// log: they may quote documents.
final class Failures {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final String TRY_AGAIN = "; try again later";

    /// BadValue, TypeMismatch, PathNotViable: an update that the document at hand does not admit.
    private static final Set<Integer> MISFITS = Set.of(2, 14, 28);

    /// Unauthorized, AuthenticationFailed.
    private static final Set<Integer> DENIALS = Set.of(13, 18);

    private Failures() {}

    static Throwable from(Throwable failure, String collection) {
        if (failure instanceof BsonMaximumSizeExceededException) {
            return new ForgeException(
                    CommonError.INVALID_VALUE, "the document is too large to be stored");
        }
        if (isDuplicate(failure)) {
            return new ForgeException(
                    CommonError.RESOURCE_CONFLICT,
                    collection
                            + " has a document with this id, or with a value that only one may"
                            + " have",
                    failure);
        }
        if (isMisfit(failure)) {
            return new ForgeException(
                    CommonError.RESOURCE_CONFLICT,
                    "a document of " + collection + " can't be changed like this",
                    failure);
        }
        return isAbsence(failure) ? away(failure) : failure;
    }

    static ForgeException away(Throwable cause) {
        return unavailable("the store can't be reached", cause);
    }

    static ForgeException late(MongoTimeoutException cause) {
        return unavailable("the store has not answered in time", cause);
    }

    private static ForgeException unavailable(String what, Throwable cause) {
        return new ForgeException(CommonError.STORE_UNAVAILABLE, what + TRY_AGAIN, cause)
                .withRetryAfter(RETRY_AFTER);
    }

    static ForgeException away() {
        return unavailable("the store can't be reached");
    }

    static ForgeException busy() {
        return unavailable("the store has more to do than it can");
    }

    private static ForgeException unavailable(String what) {
        return new ForgeException(CommonError.STORE_UNAVAILABLE, what + TRY_AGAIN)
                .withRetryAfter(RETRY_AFTER);
    }

    static boolean isDuplicate(Throwable failure) {
        if (failure instanceof MongoBulkWriteException bulk) {
            return bulk.getWriteErrors().stream().anyMatch(Failures::isDuplicate);
        }
        return failure instanceof MongoException e
                && ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY;
    }

    private static boolean isDuplicate(WriteError error) {
        return error.getCategory() == ErrorCategory.DUPLICATE_KEY;
    }

    private static boolean isMisfit(Throwable failure) {
        if (failure instanceof MongoBulkWriteException bulk) {
            return bulk.getWriteErrors().stream().anyMatch(e -> MISFITS.contains(e.getCode()));
        }
        return failure instanceof MongoServerException e && MISFITS.contains(e.getCode());
    }

    /// Time-outs, broken connections, a primary that steps down, a write that not enough members
    /// confirmed, a user who may not.
    private static boolean isAbsence(Throwable failure) {
        if (failure instanceof MongoBulkWriteException bulk) {
            return bulk.getWriteErrors().isEmpty();
        }
        if (failure instanceof MongoServerException e) {
            return e instanceof MongoNotPrimaryException
                    || e instanceof MongoNodeIsRecoveringException
                    || e instanceof MongoWriteConcernException
                    || DENIALS.contains(e.getCode());
        }
        return failure instanceof MongoException;
    }
}
