#!/usr/bin/env bash
# Fills fuzz/corpus/ with the initial inputs of the targets: the descriptions of this repository.
set -euo pipefail
cd "$(dirname "$0")/.."

mkdir -p fuzz/corpus/{yaml,generate,decode,recordings}
for description in spec/*.json tests/patterns/descriptions/*.{json,yaml}; do
    name=${description##*/}
    cp "$description" "fuzz/corpus/generate/$name"
    cp "$description" "fuzz/corpus/yaml/$name"
done
cp tests/patterns/descriptions/*.json fuzz/corpus/decode/

seed() {
    printf '%s' "$3" >"fuzz/corpus/$1/$2"
}

# Inputs for the types of the target `decode`.
seed decode account '{"id":"a","type":"account","status":"active","parent":{"id":"b","parent":null},"nick":null,"amount":1.50,"score":-0.5e3,"pets":[{"kind":"cat","lives":9},{"name":"Rex","owner":true},"none","x",3],"data":{"a":[1,null]},"maxLimit":7,"more":"\u00e4\ud83d\ude00"}'
seed decode pets '[{"lives":1,"kind":"cat"},{"kind":"dog"},[],["none",[1]],1.5,true,null]'
seed decode map '{"a":1,"b":2.5,"c":1e300,"d":-0}'
seed decode integers '[0,-1,9223372036854775807,1.0,1e2]'
seed decode status '"paused"'

# The styles of YAML.
seed yaml styles $'%YAML 1.2\n---\n? key\n: !!str 1\na: &anchor {b: [1, "two", \'three\'],\n}\nc:\n  <<: *anchor\n  d: |-\n    lines\n    more\n  e: >\n    folded\n\n    text\n...\n'
seed yaml scalars $'- ~\n- null\n- true\n- 0x1F\n- 0o17\n- 1e3\n- .inf\n- 2020-01-01\n- "a\\u00e4\\x41\\\n  b"\n- plain\n  more # comment\n'

# Recordings of each form, for the operations of the test descriptions.
seed recordings lines $'{"method":"POST","url":"/form","status":204,"requestHeaders":{"content-type":"application/x-www-form-urlencoded"},"requestBody":"tags=a,b&meta[key]=x&ids=[1]"}\n{"method":"GET","url":"/orders/1?x=1","status":"200","responseBody":{"a":null}}\n'
seed recordings parts $'{"method":"POST","url":"/parcel","status":204,"requestHeaders":{"content-type":"multipart/form-data; boundary=b","authorization":"Bearer s3cr3t-s3cr3t"},"requestBody":"LS1iDQpDb250ZW50LURpc3Bvc2l0aW9uOiBmb3JtLWRhdGE7IG5hbWU9Im5vdGUiDQoNCv8NCi0tYi0tDQo=","requestBodyEncoding":"base64"}\n'
seed recordings archive.har '{"log":{"version":"1.2","entries":[{"request":{"method":"GET","url":"https://a.example/trips?stops=%5B%22a%22%5D","headers":[{"name":"Cookie","value":"session=a"}],"cookies":[],"queryString":[]},"response":{"status":200,"headers":[],"content":{"mimeType":"text/event-stream","text":"ZGF0YTogMQoK","encoding":"base64"}}},{"request":{"method":"POST","url":"/letter","postData":{"mimeType":"multipart/form-data; boundary=b","params":[{"name":"stamp","fileName":"f"}]}},"response":{"status":204}}]}}'
seed recordings mappings '{"mappings":[{"request":{"method":"GET","urlPathTemplate":"/orders/{id}","pathParameters":{"id":{"equalTo":"7"}},"queryParameters":{"q":{"hasExactly":[{"equalTo":"1"}]}}},"response":{"status":200,"jsonBody":{"a":[1]},"headers":{"X":"1"}}}]}'
