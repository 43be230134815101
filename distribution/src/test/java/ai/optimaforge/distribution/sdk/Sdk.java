// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.sdk;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.TestPlatform;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;

import java.time.Duration;

/// The SDK as its documentation sets it up, with another base URL, and with every answer checked
/// against OpenAI's schema.
final class Sdk {
    private Sdk() {}

    static OpenAIClient of(Gateway gateway) {
        return builder(gateway.platform()).maxRetries(0).build();
    }

    static OpenAIOkHttpClient.Builder builder(TestPlatform platform) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(platform.address() + "/v1")
                .apiKey(platform.key())
                .timeout(Duration.ofSeconds(20))
                .responseValidation(true);
    }

    static ChatCompletionCreateParams.Builder ask(String model, String text) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage(text);
    }
}
