// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.kept;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.Waiting;
import ai.optimaforge.testing.upstream.ChatReply;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.models.conversations.Conversation;
import com.openai.models.conversations.ConversationCreateParams;
import com.openai.models.conversations.ConversationUpdateParams;
import com.openai.models.conversations.items.ConversationItem;
import com.openai.models.conversations.items.ConversationItemList;
import com.openai.models.conversations.items.ItemCreateParams;
import com.openai.models.conversations.items.ItemDeleteParams;
import com.openai.models.conversations.items.ItemRetrieveParams;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseItem;
import com.openai.models.responses.ResponseRetrieveParams;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.inputitems.InputItemListParams;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// What lasts, through OpenAI's SDK as its documentation sets it up, with another base URL and
/// with every answer checked against its schema.
@TestInstance(Lifecycle.PER_CLASS)
class SdkKeptTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.usual();

    @SuppressWarnings("NullAway.Init")
    private OpenAIClient client;

    @BeforeAll
    void open() {
        client =
                OpenAIOkHttpClient.builder()
                        .baseUrl(GATEWAY.platform().address() + "/v1")
                        .apiKey(GATEWAY.platform().key())
                        .timeout(Duration.ofSeconds(20))
                        .maxRetries(0)
                        .responseValidation(true)
                        .build();
    }

    @AfterAll
    void close() {
        client.close();
    }

    private static ResponseCreateParams.Builder ask(String text) {
        return ResponseCreateParams.builder().model("fake").input(text);
    }

    private static String text(Response response) {
        return response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .map(part -> part.asOutputText().text())
                .collect(Collectors.joining());
    }

    private Response ended(String id) {
        return Waiting.until(
                Gateway.SOON,
                () -> client.responses().retrieve(id).validate(),
                response ->
                        !List.of(ResponseStatus.QUEUED, ResponseStatus.IN_PROGRESS)
                                .contains(response.status().orElseThrow()));
    }

    @Test
    void should_fetch_what_is_made_in_the_background_by_polling() {
        GATEWAY.answer(ChatReply.of("Par", "is."));
        Response queued = client.responses().create(ask("Hello").background(true).build());
        assertEquals(ResponseStatus.QUEUED, queued.validate().status().orElseThrow());

        Response response = ended(queued.id());
        assertEquals(ResponseStatus.COMPLETED, response.status().orElseThrow());
        assertEquals("Paris.", text(response));
    }

    @Test
    void should_resume_a_stream_where_it_was_left() {
        GATEWAY.answer(
                ChatReply.of("one ", "two ", "three ", "four ", "five")
                        .whenStreamed(reply -> reply.every(Duration.ofMillis(100))));
        StringBuilder said = new StringBuilder();
        String id = "";
        long last = -1;
        ResponseCreateParams request = ask("Count").background(true).build();
        try (StreamResponse<ResponseStreamEvent> stream =
                client.responses().createStreaming(request)) {
            for (ResponseStreamEvent event :
                    (Iterable<ResponseStreamEvent>) stream.stream()::iterator) {
                id = event.created().map(created -> created.response().id()).orElse(id);
                event.outputTextDelta().ifPresent(delta -> said.append(delta.delta()));
                last = event.outputTextDelta().map(delta -> delta.sequenceNumber()).orElse(-1L);
                if (last >= 0) {
                    break;
                }
            }
        }
        ResponseRetrieveParams rest =
                ResponseRetrieveParams.builder().responseId(id).startingAfter(last).build();
        try (StreamResponse<ResponseStreamEvent> stream =
                client.responses().retrieveStreaming(rest)) {
            List<ResponseStreamEvent> events = stream.stream().toList();
            events.forEach(
                    event ->
                            event.outputTextDelta().ifPresent(delta -> said.append(delta.delta())));
            assertEquals(
                    "one two three four five",
                    text(events.getLast().completed().orElseThrow().response()));
        }
        assertEquals("one two three four five", said.toString());
    }

    @Test
    void should_cancel_what_is_made_in_the_background() {
        GATEWAY.answer(
                ChatReply.repeat("word ", 1000)
                        .whenStreamed(reply -> reply.every(Duration.ofMillis(40))));
        Response queued = client.responses().create(ask("Hello").background(true).build());

        Response cancelled = client.responses().cancel(queued.id()).validate();
        assertEquals(ResponseStatus.CANCELLED, cancelled.status().orElseThrow());
        assertEquals(cancelled, client.responses().cancel(queued.id()));
        GATEWAY.answer(ChatReply.of("Paris."));
        Response whole = client.responses().create(ask("Hello").build());
        assertThrows(BadRequestException.class, () -> client.responses().cancel(whole.id()));
    }

    @Test
    void should_delete_a_response_once() {
        GATEWAY.answer(ChatReply.of("Paris."));
        String id = client.responses().create(ask("Hello").build()).id();
        client.responses().delete(id);
        assertThrows(NotFoundException.class, () -> client.responses().delete(id));
        assertThrows(NotFoundException.class, () -> client.responses().retrieve(id));
    }

    @Test
    void should_page_through_the_input_of_a_response() {
        String id = "";
        for (int turn = 1; turn <= 3; turn++) {
            GATEWAY.answer(ChatReply.of("answer " + turn));
            ResponseCreateParams.Builder request = ask("question " + turn);
            id =
                    client.responses()
                            .create((turn == 1 ? request : request.previousResponseId(id)).build())
                            .id();
        }
        List<ResponseItem> items =
                client
                        .responses()
                        .inputItems()
                        .list(
                                InputItemListParams.builder()
                                        .responseId(id)
                                        .limit(2)
                                        .order(InputItemListParams.Order.ASC)
                                        .build())
                        .autoPager()
                        .stream()
                        .toList();
        assertEquals(5, items.size());
        assertEquals(
                List.of(true, false, true, false, true),
                items.stream().map(ResponseItem::isResponseInputMessageItem).toList());
    }

    @Test
    void should_hold_a_conversation() {
        Conversation conversation =
                client.conversations()
                        .create(
                                ConversationCreateParams.builder()
                                        .metadata(
                                                ConversationCreateParams.Metadata.builder()
                                                        .putAdditionalProperty(
                                                                "topic", JsonValue.from("cities"))
                                                        .build())
                                        .addItem(message("We talk of cities."))
                                        .build())
                        .validate();
        String id = conversation.id();
        GATEWAY.answer(ChatReply.of("Paris."));
        Response response =
                client.responses().create(ask("Which is in France?").conversation(id).build());
        assertEquals(id, response.validate().conversation().orElseThrow().id());

        List<ConversationItem> items =
                client.conversations().items().list(id).autoPager().stream().toList();
        assertEquals(3, items.size());
        String newest = items.getFirst().asMessage().id();
        assertEquals(response.output().getFirst().asMessage().id(), newest);
        assertEquals(
                newest,
                client.conversations()
                        .items()
                        .retrieve(
                                ItemRetrieveParams.builder()
                                        .conversationId(id)
                                        .itemId(newest)
                                        .build())
                        .asMessage()
                        .id());
        change(id, newest);
        assertTrue(client.conversations().delete(id).validate().deleted());
        assertThrows(NotFoundException.class, () -> client.conversations().retrieve(id));
        assertThrows(NotFoundException.class, () -> client.conversations().delete(id));
    }

    private void change(String id, String item) {
        ConversationItemList added =
                client.conversations()
                        .items()
                        .create(
                                ItemCreateParams.builder()
                                        .conversationId(id)
                                        .addItem(message("And in Spain?"))
                                        .addItem(message("Or in Italy?"))
                                        .build())
                        .validate();
        assertEquals(2, added.data().size());
        client.conversations()
                .items()
                .delete(ItemDeleteParams.builder().conversationId(id).itemId(item).build())
                .validate();
        assertEquals(4, client.conversations().items().list(id).autoPager().stream().count());
        Conversation updated =
                client.conversations()
                        .update(
                                id,
                                ConversationUpdateParams.builder()
                                        .metadata(
                                                ConversationUpdateParams.Metadata.builder()
                                                        .putAdditionalProperty(
                                                                "topic", JsonValue.from("towns"))
                                                        .build())
                                        .build())
                        .validate();
        assertEquals(updated, client.conversations().retrieve(id));
    }

    private static ResponseInputItem message(String text) {
        return ResponseInputItem.ofEasyInputMessage(
                EasyInputMessage.builder().role(EasyInputMessage.Role.USER).content(text).build());
    }
}
