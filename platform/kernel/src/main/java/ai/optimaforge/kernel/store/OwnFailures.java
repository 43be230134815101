// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;

import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/// Failures of the store of this process as the driver would tell them.
final class OwnFailures {
    private OwnFailures() {}

    /// The failure of an operation.
    static Throwable told(Throwable failure) {
        if (!(failure instanceof MongoServerError error)) {
            return failure;
        }
        BsonDocument reply =
                new BsonDocument("ok", new BsonInt32(0))
                        .append("code", new BsonInt32(error.getCode()))
                        .append("errmsg", new BsonString(error.getMessageWithoutErrorCode()));
        return new MongoCommandException(reply, new ServerAddress());
    }

    /// One of several writes that was refused, `{index, code, errmsg}`.
    static Document refused(int index, MongoServerError error) {
        return new Document("index", index)
                .append("code", error.getCode())
                .append("errmsg", error.getMessageWithoutErrorCode());
    }

    /// The failure of several writes: it tells which ones were refused, if any were.
    static @Nullable Throwable of(List<Document> refused, @Nullable Throwable failure) {
        return refused.isEmpty() ? failure : of(refused);
    }

    private static MongoBulkWriteException of(List<Document> refused) {
        return new MongoBulkWriteException(
                BulkWriteResult.unacknowledged(),
                refused.stream().map(OwnFailures::error).toList(),
                null,
                new ServerAddress(),
                Set.of());
    }

    private static BulkWriteError error(Document refused) {
        return new BulkWriteError(
                number(refused, "code"),
                String.valueOf(refused.get("errmsg")),
                new BsonDocument(),
                number(refused, "index"));
    }

    private static int number(Document refused, String field) {
        return refused.get(field) instanceof Integer number ? number : 0;
    }
}
