// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.local;

import static java.util.Objects.requireNonNull;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;

/// The model all-MiniLM-L6-v2, quantised. It holds native memory until it is closed.
///
/// Each text is run by itself: the scale of the quantised numbers is that of all texts which run
/// together, so a vector would depend on its neighbours (eight short texts together were up to
/// 0.02 of a cosine away from what they are alone, and hardly faster).
///
/// Thread-safe.
final class MiniLm implements AutoCloseable {
    static final int DIMENSIONS = 384;

    private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final WordPieces pieces;

    private MiniLm(OrtEnvironment environment, OrtSession session, WordPieces pieces) {
        this.environment = environment;
        this.session = session;
        this.pieces = pieces;
    }

    /// Loads it; that takes a good part of a second.
    static MiniLm load() throws LocalModelException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // a text on each thread, not a text on all
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            // texts are of all lengths: what is kept for one does not fit the next
            options.setMemoryPatternOptimization(false);
            options.setCPUArenaAllocator(false);
            WordPieces pieces = WordPieces.of(read(TOKENIZER));
            return new MiniLm(environment, environment.createSession(read(MODEL), options), pieces);
        } catch (OrtException | IOException e) {
            throw new LocalModelException("the model cannot be loaded", e);
        }
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream file = MiniLm.class.getResourceAsStream(resource)) {
            return requireNonNull(file, resource + " is missing").readAllBytes();
        }
    }

    /// Embeds a text, as far as the model reads it.
    Embedded embed(String text) throws LocalModelException {
        WordPieces.Pieces tokens = pieces.of(text);
        long[] ids = tokens.ids();
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor idTensor = tensor(ids);
                OnnxTensor maskTensor = tensor(ones);
                OnnxTensor typeTensor = tensor(new long[ids.length]);
                OrtSession.Result result =
                        session.run(
                                Map.of(
                                        "input_ids", idTensor,
                                        "attention_mask", maskTensor,
                                        "token_type_ids", typeTensor))) {
            FloatBuffer states = ((OnnxTensor) result.get(0)).getFloatBuffer();
            return new Embedded(unit(mean(states, ids.length)), ids.length, tokens.cut());
        } catch (OrtException e) {
            throw new LocalModelException("the model cannot be run", e);
        }
    }

    private OnnxTensor tensor(long[] values) throws OrtException {
        return OnnxTensor.createTensor(
                environment, LongBuffer.wrap(values), new long[] {1, values.length});
    }

    private static float[] mean(FloatBuffer states, int tokens) {
        float[] mean = new float[DIMENSIONS];
        float[] state = new float[DIMENSIONS];
        for (int token = 0; token < tokens; token++) {
            states.get(token * DIMENSIONS, state);
            for (int i = 0; i < DIMENSIONS; i++) {
                mean[i] += state[i] / tokens;
            }
        }
        return mean;
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float number : vector) {
            squares += (double) number * number;
        }
        double length = Math.max(Math.sqrt(squares), 1e-12);
        float[] unit = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }

    /// Gives up the native memory; nothing may run any more.
    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the model cannot be closed", e);
        }
    }
}
