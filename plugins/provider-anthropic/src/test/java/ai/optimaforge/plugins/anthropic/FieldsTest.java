// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class FieldsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    [{'role':'user','content':'hi'},3] | messages[1] | 3
                    [null] | messages[0] | null
                    [{'role':'user','content':[{'type':'text','text':'a'},'b']}] | messages[0].content[1] | "b"
                    [{'role':'user','content':[7]}] | messages[0].content[0] | 7
                    [{'role':'user','content':'a'},{'role':'assistant','tool_calls':[[1]]}] | messages[1].tool_calls[0] | [1]
                    [{'role':'user','content':'hi'}],'tools':['x',{}] | tools[0] | "x"
                    [{'role':'user','content':'hi'}],'tools':'x' | tools | "x"
                    """)
    void should_name_place_and_value_when_what_must_be_an_object_is_none(
            String messages, String field, String value) {
        var refused = Translated.refusalOf("some-model", messages);
        assertEquals(field, refused.param().orElseThrow());
        assertTrue(refused.message().contains(value), refused.message());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    'temperature':0.5 | {'temperature':0.5}
                    'temperature':1.00 | {'temperature':1.00}
                    'top_p':0.5,'temperature':null | {'top_p':0.5}
                    'temperature':0.2,'top_p':1 | {'temperature':0.2}
                    'top_k':5 | {'top_k':5}
                    'stop':'END' | {'stop_sequences':['END']}
                    'stop':['a','b'] | {'stop_sequences':['a','b']}
                    'stop':[] | {}
                    'user':'u1' | {'metadata':{'user_id':'u1'}}
                    'n':1,'logprobs':false,'top_logprobs':0,'modalities':['text'] | {}
                    'seed':null,'frequency_penalty':0,'presence_penalty':0,'store':false | {}
                    'stream_options':{'include_usage':true} | {}
                    'cache_control':{'type':'ephemeral'} | {'cache_control':{'type':'ephemeral'}}
                    """)
    void should_translate_without_a_word_when_the_wire_has_the_same(String fields, String more) {
        var wire = Translated.asking("some-model", fields);
        wire.body().remove("model");
        wire.body().remove("max_tokens");
        wire.body().remove("messages");
        assertEquals(Json.object(more), wire.body());
        assertEquals(List.of(), wire.notices());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seed:7",
                "frequency_penalty:0.1",
                "presence_penalty:-1",
                "logit_bias:{'50256':-100}",
                "service_tier:'flex'",
                "metadata:{'a':'b'}",
                "store:true",
                "prediction:{'type':'content'}",
                "verbosity:'low'",
                "prompt_cache_key:'k'",
                "something_new:{'a':[1]}",
            })
    void should_tell_what_is_left_out_when_nothing_hangs_on_it(String field) {
        String name = field.substring(0, field.indexOf(':'));
        var wire =
                Translated.asking("some-model", "'" + name + "'" + field.substring(name.length()));
        assertEquals(List.of(name + ": left out, the provider has no such field"), wire.notices());
        assertFalse(wire.body().containsKey(name));
    }

    @Test
    void should_tell_when_the_temperature_is_higher_than_the_wire_has() {
        var wire = Translated.asking("some-model", "'temperature':1.7");
        assertEquals(1, wire.body().getInteger("temperature"));
        assertEquals(
                List.of("temperature: 1 instead, the highest that the provider takes"),
                wire.notices());
    }

    @Test
    void should_leave_sampling_out_when_the_model_takes_none() {
        var wire =
                Translated.asking(Translated.ADAPTIVE, "'temperature':0.2,'top_p':0.9,'top_k':3");
        assertEquals(3, wire.notices().size());
        assertTrue(
                Translated.asking(Translated.ADAPTIVE, "'temperature':1,'top_p':1")
                        .notices()
                        .isEmpty());
    }

    @Test
    void should_leave_sampling_out_when_the_model_thinks() {
        String fields = "'reasoning_effort':'low','temperature':0.2,'top_p':%s,'top_k':3";
        var wire = Translated.asking(Translated.BUDGET, fields.formatted("0.5"));
        assertEquals(3, wire.notices().size());
        var wide = Translated.asking(Translated.BUDGET, fields.formatted("0.97"));
        assertEquals(0.97, wide.body().getDouble("top_p"));
    }

    @Test
    void should_take_one_of_the_two_when_temperature_and_top_p_are_given() {
        var wire = Translated.asking("some-model", "'temperature':0.2,'top_p':0.9");
        assertFalse(wire.body().containsKey("top_p"));
        assertEquals(1, wire.notices().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    'n':2 | n
                    'logprobs':true | logprobs
                    'top_logprobs':3 | top_logprobs
                    'audio':{'voice':'x'} | audio
                    'modalities':['text','audio'] | modalities
                    'functions':[] | functions
                    'function_call':'auto' | function_call
                    'web_search_options':{} | web_search_options
                    'temperature':2.1 | temperature
                    'temperature':-1 | temperature
                    'temperature':'hot' | temperature
                    'top_p':1.1 | top_p
                    'stop':5 | stop
                    'stop':[5] | stop
                    'stop':'\\n' | stop
                    'stop':['a',''] | stop
                    'response_format':'json' | response_format.type
                    'response_format':{'type':'grammar'} | response_format.type
                    'response_format':{'type':'json_schema'} | response_format.json_schema.schema
                    'response_format':{'type':'json_schema','json_schema':{'name':'x','schema':{'anyOf':[]}}} | response_format.json_schema.schema.anyOf
                    """)
    void should_refuse_naming_the_field_when_the_answer_would_mean_something_else(
            String fields, String field) {
        var refusal = Translated.refusal("some-model", fields);
        assertEquals(field, refusal.param().orElse(""), refusal.message());
        assertTrue(refusal.message().startsWith(field), refusal.message());
    }
}
