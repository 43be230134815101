// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.store.StoredDocument;

import io.vertx.core.json.JsonObject;

import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonWriter;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;

/// Reads documents as the server sends them, without a tree in between.
final class StoredDocumentCodec implements Codec<StoredDocument> {
    /// The codecs that there are, and this one.
    static CodecRegistry with(CodecRegistry others) {
        return CodecRegistries.fromRegistries(
                CodecRegistries.fromCodecs(new StoredDocumentCodec()), others);
    }

    @Override
    public StoredDocument decode(BsonReader reader, DecoderContext context) {
        String id = "";
        long version = 0;
        JsonObject body = new JsonObject();
        reader.readStartDocument();
        while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
            switch (reader.readName()) {
                case Keys.ID -> id = reader.readString();
                case Keys.VERSION -> version = reader.readInt64();
                case Keys.BODY -> body = Bodies.readObject(reader);
                default -> reader.skipValue();
            }
        }
        reader.readEndDocument();
        return new StoredDocument(id, version, body);
    }

    @Override
    public void encode(BsonWriter writer, StoredDocument document, EncoderContext context) {
        throw new UnsupportedOperationException("documents are written by updates");
    }

    @Override
    public Class<StoredDocument> getEncoderClass() {
        return StoredDocument.class;
    }
}
