// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class ContentTest {
    private static Translated parts(String parts) {
        return Translated.of(Translated.BUDGET, "[{'role':'user','content':[" + parts + "]}]");
    }

    private static void assertBlock(String expected, String part) {
        assertEquals(
                Json.array("[" + expected + "]"),
                parts(part).messages().getJsonObject(0).getJsonArray("content"));
    }

    @Test
    void should_translate_an_image_when_it_is_a_url_or_carries_its_bytes() {
        assertBlock(
                "{'type':'image','source':{'type':'url','url':'https://a.org/x.png'}}",
                "{'type':'image_url','image_url':{'url':'https://a.org/x.png','detail':'auto'}}");
        assertBlock(
                "{'type':'image','source':{'type':'base64','media_type':'image/png',"
                        + "'data':'iVBORw0KGgo='},'cache_control':{'type':'ephemeral'}}",
                "{'type':'image_url','image_url':{'url':'data:image/PNG;base64,iVBORw0KGgo='},"
                        + "'cache_control':{'type':'ephemeral'}}");
    }

    @Test
    void should_tell_that_detail_is_left_out_when_it_says_something() {
        assertEquals(
                List.of("image_url.detail: left out, the provider has no such setting"),
                parts("{'type':'image_url','image_url':{'url':'https://a','detail':'high'}}")
                        .notices());
    }

    @Test
    void should_translate_a_pdf_when_it_carries_its_bytes() {
        assertBlock(
                "{'type':'document','source':{'type':'base64','media_type':'application/pdf',"
                        + "'data':'JVBERi0='},'title':'a.pdf'}",
                "{'type':'file','file':{'filename':'a.pdf',"
                        + "'file_data':'data:application/pdf;base64,JVBERi0='}}");
    }

    @Test
    void should_take_an_image_when_a_tool_sends_it() {
        var wire =
                Translated.of(
                        Translated.BUDGET,
                        """
                        [{'role':'user','content':'q'},
                         {'role':'assistant','tool_calls':[{'id':'1','function':{'name':'f'}}]},
                         {'role':'tool','tool_call_id':'1','content':[
                           {'type':'image_url','image_url':{'url':'https://a'}}]}]
                        """);
        assertEquals(
                Json.array("[{'type':'image','source':{'type':'url','url':'https://a'}}]"),
                wire.messages()
                        .getJsonObject(2)
                        .getJsonArray("content")
                        .getJsonObject(0)
                        .getJsonArray("content"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'type':'input_audio','input_audio':{'data':'x','format':'wav'}} | .input_audio
                    {'type':'image_url','image_url':{}} | .image_url.url
                    {'type':'image_url','image_url':{'url':'ftp://a'}} | .image_url.url
                    {'type':'image_url','image_url':{'url':'data:image/tiff;base64,xx'}} | .image_url.url
                    {'type':'image_url','image_url':{'url':'data:image/png,xx'}} | .image_url.url
                    {'type':'image_url','image_url':{'url':'data:image/png;base64,'}} | .image_url.url
                    {'type':'image_url','image_url':{'url':'data:image/png;base64,a b'}} | .image_url.url
                    {'type':'file','file':{'file_id':'file-1'}} | .file.file_id
                    {'type':'file','file':{'filename':'x'}} | .file.file_data
                    {'type':'file','file':{'file_data':'data:text/csv;base64,xx'}} | .file.file_data
                    {'type':'file'} | .file
                    {'type':'text','text':5} | .text
                    {'type':'video'} | .type
                    {'text':'x'} | .type
                    """)
    void should_name_the_field_when_the_wire_has_no_such_part(String part, String field) {
        var refusal =
                Translated.refusalOf(
                        Translated.BUDGET, "[{'role':'user','content':[" + part + "]}]");
        assertEquals("messages[0].content[0]" + field, refusal.param().orElse(""));
    }
}
