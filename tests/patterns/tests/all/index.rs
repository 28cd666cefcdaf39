//! Which test shows that a pattern is mastered. Each decodes and encodes real values, or, where the pattern is about what
//! a call sends or what a name may be, looks at the request and calls by the name.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The number of a pattern, what it is, and the tests that hold it.
type Row = (u8, &'static str, &'static [&'static str]);

/// The patterns that are looked for.
const PATTERNS: std::ops::RangeInclusive<u8> = 1..=78;

#[rustfmt::skip]
const TABLE: &[Row] = &[
    (1, "a tag that its variants require as well", &["unions::a_tag_that_the_variants_require_too_is_read_and_written_once"]),
    (2, "two tags for one schema", &["unions::several_tags_of_one_schema_stay_what_they_are"]),
    (3, "variants with an inline enum of one name", &["unions::inline_enums_of_several_variants_do_not_meet"]),
    (4, "a tag whose name is not in the casing of the language", &["unions::a_tag_that_the_variants_require_too_is_read_and_written_once"]),
    (5, "a closed variant beside an open one", &["unions::a_closed_variant_does_not_swallow_what_belongs_to_an_open_one"]),
    (6, "any object or a text", &["unions::any_object_leaves_strings_alone"]),
    (7, "variants that JSON does not tell apart", &["unions::variants_that_json_cannot_tell_apart_are_one"]),
    (8, "or null, said as an object that may be null", &["nullability::nullable_of_3_0_in_every_place", "nullability::what_calls_itself_3_1_may_speak_3_0"]),
    (9, "properties beside a union", &["unions::properties_beside_a_union_are_in_every_variant"]),
    (10, "branches that only require", &["unions::branches_that_only_require_are_no_variants"]),
    (11, "a type beside allOf", &["unions::an_object_keeps_what_stands_beside_its_all_of"]),
    (12, "an enum beside allOf of constants", &["unions::an_enum_beside_all_of_keeps_the_value_that_both_allow"]),
    (13, "one union twice in an allOf", &["unions::a_union_inside_all_of_keeps_both_halves", "unions::two_unions_that_must_both_hold_are_combined"]),
    (14, "a required property that only variants declare", &["unions::what_is_required_may_be_declared_in_the_variants_alone"]),
    (15, "not, and true and false as schemas", &["unions::boolean_schemas_and_not_take_any_json"]),
    (16, "enums of one value each", &["unions::single_values_fold_into_one_enum"]),
    (17, "texts and tagged objects in one union", &["unions::strings_and_tagged_objects_share_a_union"]),
    (18, "one or many as a parameter", &["parameters::query_parameters_of_every_type_are_written", "parameters::templates_are_filled_and_cannot_be_left"]),
    (19, "required, and null all the same", &["nullability::required_and_nullable_is_written_as_null"]),
    (20, "absent is not null", &["nullability::optional_and_nullable_has_three_states"]),
    (21, "elements of an array that may be null by way of allOf", &["nullability::nullable_of_3_0_in_every_place"]),
    (22, "what stands beside a reference", &["references::beside_a_reference_3_0_hears_nothing_but_nullable_and_3_1_everything", "nullability::what_calls_itself_3_1_may_speak_3_0"]),
    (23, "arrays and bytes that may be null", &["nullability::nullable_of_3_0_in_every_place"]),
    (24, "maps of what may be null, and keys that are no words", &["nullability::optional_and_nullable_has_three_states", "unions::keys_of_maps_are_text_also_within_a_tagged_union", "scalars::maps_of_every_kind_of_value"]),
    (25, "a property that a closed object does not name", &["scalars::a_property_that_a_server_adds_to_a_closed_object_is_kept"]),
    (26, "maps of objects without properties", &["scalars::maps_of_every_kind_of_value"]),
    (27, "the idioms of 3.0 and before in what calls itself 3.1", &["nullability::what_calls_itself_3_1_may_speak_3_0"]),
    (28, "an object without properties that is a map", &["nullability::objects_without_properties_hold_what_they_are_said_to"]),
    (29, "parameters called like what a client has", &["parameters::names_of_parameters_are_anything"]),
    (30, "one name in path, query, header and cookie", &["parameters::one_name_can_stand_in_every_place"]),
    (31, "values of an enum that meet after casing", &["names::values_of_an_enum_may_differ_in_anything"]),
    (32, "schemas called like types of the language", &["names::types_may_be_called_like_those_of_rust_and_of_the_runtime"]),
    (33, "keys that are no identifiers", &["names::types_may_be_called_like_those_of_rust_and_of_the_runtime", "names::properties_of_any_name_are_written_under_it"]),
    (34, "recursion of every kind", &["recursion::through_properties_lists_maps_and_aliases", "recursion::through_several_types", "recursion::through_unions", "recursion::through_aliases_and_what_only_a_typed_union_shows", "recursion::through_all_of_and_arrays"]),
    (35, "integers of every width", &["scalars::integers_have_the_width_that_their_bounds_ask_for", "odd_text::numbers_beyond_64_bits_keep_their_digits"]),
    (36, "money", &["scalars::money_does_not_go_through_32_bits", "scalars::integers_beyond_64_bits_and_decimals_keep_their_digits"]),
    (37, "defaults of every type, also wrong ones", &["scalars::texts_of_any_format_survive_and_no_default_is_sent"]),
    (38, "sets of what has no hash", &["scalars::sets_are_lists"]),
    (39, "regular expressions of other languages", &["scalars::texts_of_any_format_survive_and_no_default_is_sent"]),
    (40, "bodies of several media types", &["bodies::each_type_of_body_has_a_method", "bodies::json_is_sent_where_a_form_would_do"]),
    (41, "several successes with different bodies", &["responses::each_success_has_its_own_body"]),
    (42, "errors and redirections that are no success", &["responses::default_is_a_success_when_it_is_all_there_is", "responses::some_operations_bring_nothing_but_success"]),
    (43, "successes without a body", &["responses::a_body_can_be_missing_where_the_description_says_so", "responses::some_operations_bring_nothing_but_success"]),
    (44, "bodies that are not given, and text that is no JSON", &["bodies::an_optional_body_that_is_not_given_is_not_sent", "bodies::text_xml_and_bytes_are_sent_as_they_are"]),
    (45, "streams of events", &["streams::the_name_of_an_event_tells_its_type", "streams::one_operation_gives_a_response_or_events"]),
    (46, "bytes that are no text", &["responses::text_and_bytes_are_taken_as_they_are", "streams::bytes_come_at_once_or_as_they_arrive"]),
    (47, "multipart bodies with files, objects and null", &["bodies::a_multipart_body_has_a_part_for_each_file_text_and_object"]),
    (48, "templates with more than one name between slashes", &["parameters::templates_are_filled_and_cannot_be_left"]),
    (49, "parameters of a path, and references to all that is no schema", &["parameters::operations_override_parameters_of_their_path", "references::parameters_bodies_responses_headers_and_path_items_can_be_references", "references::an_operation_overrides_the_parameter_of_its_path_that_is_a_reference_or_not"]),
    (50, "a name in a path whose casing is another", &["parameters::templates_are_filled_and_cannot_be_left"]),
    (51, "arrays, enums and objects in every style", &["parameters::every_style_is_written_as_openapi_says", "parameters::query_parameters_of_every_type_are_written", "parameters::headers_and_cookies_are_written"]),
    (52, "ranges of statuses", &["responses::errors_have_the_body_that_the_description_gives_them", "responses::the_most_exact_status_says_what_an_error_is"]),
    (53, "prose that looks like code", &["operation_ids::prose_is_never_code"]),
    (54, "operations without an id, and ids that meet", &["operation_ids::operations_without_an_id_are_named_by_method_and_path", "operation_ids::ids_that_meet_are_told_apart", "operation_ids::ids_can_be_words_of_rust"]),
    (55, "nothing to call, no version, odd YAML, large numbers", &["webhooks::payloads_of_webhooks_are_decoded", "webhooks::a_description_may_have_nothing_to_call", "odd_text::anchors_merge_keys_and_lone_extensions_are_read", "odd_text::words_and_numbers_beside_the_type_of_text_are_text", "odd_text::numbers_beyond_64_bits_keep_their_digits"]),
    (56, "references into schemas and paths", &["references::places_within_schemas_and_paths_are_types_like_any_other"]),
    (57, "enums by reference as parameters", &["parameters::every_style_is_written_as_openapi_says", "references::an_argument_has_the_type_that_a_reference_leads_to"]),
    (58, "what the server sets is not asked for", &["access::what_the_server_sets_is_not_asked_for_in_a_request", "access::what_the_server_sets_is_there_in_a_response_and_what_is_only_sent_need_not_be"]),
    (59, "a base with a discriminator is one of its kinds", &["bases::a_base_is_a_variant_of_itself", "bases::an_unknown_kind_keeps_what_all_kinds_have_readable", "bases::a_base_and_what_extends_it_go_out_and_come_back"]),
    (60, "tags that are numbers or booleans", &["bases::tags_are_what_the_property_is", "bases::texts_that_look_like_numbers_stay_texts"]),
    (61, "or null, said by a reference", &["values::a_variant_that_is_null_is_no_variant"]),
    (62, "a required parameter with nothing to send", &["requests::a_required_parameter_never_vanishes"]),
    (63, "a form that is the whole query", &["sent_parts::the_whole_query_is_a_form_with_its_encoding"]),
    (64, "a part in XML", &["sent_parts::a_part_in_xml_is_the_text_that_the_caller_gives"]),
    (65, "a map of files", &["sent_parts::a_map_of_binaries_is_a_map_of_files"]),
    (66, "a scheme that is not known", &["requests::a_scheme_that_is_not_known_is_never_sent_as_a_token"]),
    (67, "arrays in parts, with files", &["sent_parts::items_are_parts_with_the_encoding_of_their_position", "sent_parts::a_tuple_of_parts_may_begin_with_a_file", "sent_parts::a_list_can_be_files_objects_or_texts", "sent_parts::a_part_may_be_a_file_or_something_else"]),
    (68, "an array in a form", &["sent_parts::what_a_form_has_no_form_for_is_given_by_the_caller"]),
    (69, "tags of Microsoft, and names of schemas beside a mapping", &["bases::an_abstract_base_is_read_and_never_made", "bases::the_name_of_a_schema_means_it_beside_a_mapping"]),
    (70, "headers of a response", &["response_headers::declared_headers_are_typed_on_results_and_on_errors"]),
    (71, "texts that are not UTF-8, and a byte order mark", &["charsets::texts_and_json_are_read_by_their_charset"]),
    (72, "JSON in a header", &["charsets::json_in_a_header_is_ascii"]),
    (73, "parts that belong to a first one", &["sent_parts::related_parts_have_no_names_and_know_their_root"]),
    (74, "parts in parts, and several media types in parts", &["sent_parts::a_part_can_be_in_parts_itself", "sent_parts::each_media_type_in_parts_is_sent_under_its_own_name"]),
    (75, "responses in parts", &["parts::each_part_of_a_form_is_what_its_property_is", "parts::parts_without_names_go_by_their_places", "parts::parts_are_given_out_as_they_arrive"]),
    (76, "several media types of one response", &["media::each_media_type_has_a_method_that_asks_for_it", "media::a_body_can_be_streamed_in_another_media_type", "media::another_media_type_than_the_one_asked_for_is_an_error"]),
    (77, "JSON in a string", &["embedded::strings_come_back_as_they_came_and_decode_when_asked", "embedded::what_is_made_of_values_goes_over_a_socket_and_comes_back", "embedded::the_data_of_an_event_is_the_text_already"]),
    (78, "numbers and booleans as plain text", &["plain_text::a_text_is_read_as_what_its_schema_says", "plain_text::a_body_is_written_as_the_text_of_its_value"]),
];

#[test]
fn every_pattern_has_a_test_and_every_such_test_is_there() {
    let numbers: Vec<u8> = TABLE.iter().map(|(number, ..)| *number).collect();
    assert_eq!(numbers, PATTERNS.collect::<Vec<_>>());
    let known = tests();
    for (number, what, tests) in TABLE {
        assert!(!tests.is_empty() && !what.is_empty(), "pattern {number}");
        for test in *tests {
            assert!(known.contains(*test), "pattern {number}: there is no test {test}");
        }
    }
}

/// The tests of this directory, each with its module in front.
fn tests() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all")).unwrap() {
        let path = entry.unwrap().path();
        // What tests share is in a folder.
        if path.is_dir() {
            continue;
        }
        let module = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        for pair in lines.windows(2).filter(|pair| matches!(pair[0], "#[test]" | "#[tokio::test]")) {
            let name = pair[1].split("fn ").nth(1).and_then(|rest| rest.split('(').next()).unwrap();
            found.insert(format!("{module}::{name}"));
        }
    }
    found
}
