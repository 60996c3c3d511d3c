package nl.privacyloket.contracts.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaComparisonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'type':'string'}                         | {'type':'integer'}                        | it was string and is now integer
                    {'type':'string'}                         | {'type':['string','null']}                | it was string and is now null or string
                    {'type':'string'}                         | {}                                        | it can be anything now
                    {'type':'string','format':'date'}         | {'type':'string'}                         | it has another format: date, now none
                    {'enum':['a','b']}                        | {'enum':['a','b','c']}                    | it can have new values: c
                    {'enum':['a','b']}                        | {'type':'string'}                         | it can have values beside those that were listed
                    {'properties':{'a':{},'b':{}}}            | {'properties':{'a':{}}}                   | it.b is gone
                    {'properties':{'a':{}},'required':['a']}  | {'properties':{'a':{}}}                   | it.a is not always there any more
                    {'items':{'type':'string'}}               | {'items':{'type':'number'}}               | it[] was string and is now number
                    {'additionalProperties':{'type':'string'}}| {'additionalProperties':{'type':'null'}}  | it.* was string and is now null
                    {'$ref':'#/$defs/x','$defs':{'x':{'type':'string'}}} | {'type':'boolean'}             | it was string and is now boolean
                    {'type':'string'}                         | {'anyOf':[{'type':'string'},{'type':'null'}]} | it was string and is now null or string
                    {'oneOf':[{'type':'string'},{'type':'number'}]} | {'oneOf':[{'type':'string'},{'type':'number'},{'type':'boolean'}]} | it has other alternatives (oneOf)
                    {'oneOf':[{'$ref':'#/$defs/x'},{'type':'number'}],'$defs':{'x':{'type':'string'}}} | {'oneOf':[{'$ref':'#/$defs/x'},{'type':'number'}],'$defs':{'x':{'type':'boolean'}}} | it(x) was string and is now boolean
                    {'x-extensible-alternatives':true,'oneOf':[{'$ref':'#/$defs/x'},{'$ref':'#/$defs/y'}],'$defs':{'x':{},'y':{}}} | {'x-extensible-alternatives':true,'oneOf':[{'$ref':'#/$defs/x'}],'$defs':{'x':{}}} | it(y) is gone
                    {'allOf':[{'properties':{'a':{}}},{'properties':{'b':{'type':'string'}}}]} | {'allOf':[{'properties':{'a':{}}},{'properties':{'b':{'type':'number'}}}]} | it.b was string and is now number
                    {'allOf':[{'properties':{'a':{}},'required':['a']},{'required':['b'],'properties':{'b':{}}}]} | {'allOf':[{'properties':{'a':{}},'required':['a']},{'properties':{'b':{}}}]} | it.b is not always there any more
                    {'if':{'required':['a']},'then':{'required':['b']}} | {}                                | it does not keep what it promised under a condition (if)
                    {'if':{'required':['a']},'then':{'required':['b']}} | {'if':{'required':['c']},'then':{'required':['b']}} | it does not keep what it promised under a condition (if)
                    {'allOf':[{'if':{'required':['a']},'then':{'required':['b']}},{}]} | {'allOf':[{'if':{'required':['a']},'then':{}},{}]} | it (then).b is not always there any more
                    {'additionalProperties':{'type':'string'}}| {'additionalProperties':true}             | it.* can be anything now
                    """)
    void breaksWhoReads(String then, String now, String sentence) {
        assertThat(breaks(Direction.READ, then, now)).containsExactly(sentence);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'properties':{'a':{}}}                   | {'properties':{'a':{},'b':{}}}
                    {'properties':{'a':{}}}                   | {'properties':{'a':{},'b':{}},'required':['b']}
                    {'properties':{'a':{}}}                   | {'properties':{'a':{}},'required':['a']}
                    {'type':['string','null']}                | {'type':'string'}
                    {'type':'number'}                         | {'type':'integer'}
                    {'enum':['a','b']}                        | {'enum':['a']}
                    {'enum':['a'],'x-extensible-enum':true}   | {'enum':['a','b'],'x-extensible-enum':true}
                    {'type':'string'}                         | {'type':'string','format':'date'}
                    {'type':'string','maxLength':5}           | {'type':'string','maxLength':9}
                    {'$ref':'#/$defs/x','$defs':{'x':{'type':'string'}}} | {'type':'string'}
                    {'oneOf':[{'$ref':'#/$defs/x'},{'type':'number'}],'$defs':{'x':{'type':'string'}}} | {'oneOf':[{'$ref':'#/$defs/y'},{'type':'number'}],'$defs':{'y':{'type':'string'}}}
                    {'x-extensible-alternatives':true,'oneOf':[{'$ref':'#/$defs/x'}],'$defs':{'x':{'type':'string'}}} | {'x-extensible-alternatives':true,'oneOf':[{'$ref':'#/$defs/x'},{'$ref':'#/$defs/y'}],'$defs':{'x':{'type':'string'},'y':{'type':'number'}}}
                    {'allOf':[{'properties':{'a':{}}},{'properties':{'b':{}}}]} | {'properties':{'a':{},'b':{}}}
                    {'if':{'required':['a']},'then':{'required':['b']}} | {'allOf':[{'if':{'required':['a']},'then':{'required':['b']}},{'if':{'required':['c']},'then':{'required':['d']}}]}
                    {}                                        | {'additionalProperties':false}
                    """)
    void leavesWhoReadsAlone(String then, String now) {
        assertThat(breaks(Direction.READ, then, now)).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'type':['string','null']}                | {'type':'string'}                         | it was null or string and is now string
                    {'type':'number'}                         | {'type':'integer'}                        | it was number and is now integer
                    {}                                        | {'type':'string'}                         | it cannot be anything any more
                    {'type':'string'}                         | {'type':'string','format':'uuid'}         | it has another format: none, now uuid
                    {'enum':['a','b']}                        | {'enum':['a']}                            | it does not take these values any more: b
                    {'type':'string'}                         | {'type':'string','enum':['a']}            | it takes only listed values now
                    {'properties':{'a':{},'b':{}}}            | {'properties':{'a':{}}}                   | it.b is gone
                    {'properties':{'a':{}}}                   | {'properties':{'a':{}},'required':['a']}  | it.a has to be sent now
                    {'properties':{'a':{}}}                   | {'properties':{'a':{},'b':{}},'required':['b']} | it.b has to be sent now
                    {'type':'string','maxLength':9}           | {'type':'string','maxLength':5}           | it takes less: maxLength is 5
                    {'type':'string'}                         | {'type':'string','minLength':1}           | it takes less: minLength is 1
                    {'type':'integer','minimum':0}            | {'type':'integer','minimum':1}            | it takes less: minimum is 1
                    {'type':'string'}                         | {'type':'string','pattern':'a'}           | it has another pattern: a
                    {'properties':{'a':{}}}                   | {'properties':{'a':{}},'additionalProperties':false} | it.* is not taken any more
                    {}                                        | {'items':{'type':'string'}}               | it[] cannot be anything any more
                    {'allOf':[{'required':['a']},{}]}         | {'allOf':[{'required':['a']},{'required':['b']}]} | it.b has to be sent now
                    {'if':{'required':['a']},'then':{}}       | {'if':{'required':['a']},'then':{'required':['b']}} | it (then).b has to be sent now
                    {}                                        | {'if':{'required':['a']},'then':{'required':['b']}} | it asks something new under a condition (if)
                    {'anyOf':[{'type':'string'},{'$ref':'#/$defs/x'}],'$defs':{'x':{'type':'object'}}} | {'anyOf':[{'type':'string'},{'$ref':'#/$defs/x'}],'$defs':{'x':{'type':'object','required':['a']}}} | it(x).a has to be sent now
                    {'anyOf':[{'type':'string'},{'type':'number'}]} | {'anyOf':[{'type':'string'},{'type':'boolean'}]} | it has other alternatives (anyOf)
                    """)
    void breaksWhoSends(String then, String now, String sentence) {
        assertThat(breaks(Direction.SENT, then, now)).containsExactly(sentence);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'properties':{'a':{}}}                   | {'properties':{'a':{},'b':{}}}
                    {'properties':{'a':{}},'required':['a']}  | {'properties':{'a':{}}}
                    {'type':'string'}                         | {'type':['string','null']}
                    {'type':'integer'}                        | {'type':'number'}
                    {'enum':['a']}                            | {'enum':['a','b']}
                    {'type':'string','enum':['a']}            | {'type':'string'}
                    {'type':'string','maxLength':5}           | {'type':'string','maxLength':9}
                    {'type':'string','pattern':'a'}           | {'type':'string'}
                    {'type':'string','format':'date'}         | {'type':'string'}
                    {'additionalProperties':false}            | {}
                    {'if':{'required':['a']},'then':{'required':['b']}} | {}
                    {'anyOf':[{'type':'string'},{'type':'integer'}]} | {'anyOf':[{'type':'string'},{'type':'number'},{'type':'boolean'}]}
                    """)
    void leavesWhoSendsAlone(String then, String now) {
        assertThat(breaks(Direction.SENT, then, now)).isEmpty();
    }

    private static List<String> breaks(Direction direction, String then, String now) {
        Schemas before = new Schemas(Map.of("it", json(then)));
        Schemas after = new Schemas(Map.of("it", json(now)));
        List<String> breaks = new ArrayList<>();
        new SchemaComparison(before, after, direction, breaks::add).compare("it", before.file("it"), after.file("it"));
        return breaks;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.strip().replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
