//! The tests of each pattern. A test decodes and encodes real values or, if the pattern is about requests or names, checks the
//! request or uses the name.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The number of a pattern, its description, and its tests.
type Row = (u8, &'static str, &'static [&'static str]);

/// The numbers of all patterns.
const PATTERNS: std::ops::RangeInclusive<u8> = 1..=78;

#[rustfmt::skip]
const TABLE: &[Row] = &[
    (1, "a tag that its variants also require", &["unions::a_tag_that_the_variants_also_declare_is_read_and_written_once"]),
    (2, "two tags for one schema", &["unions::several_tags_of_one_schema_are_preserved"]),
    (3, "variants with inline enums of the same name", &["unions::inline_enums_of_several_variants_get_distinct_names"]),
    (4, "a tag whose name has another casing than Rust's", &["unions::a_tag_that_the_variants_also_declare_is_read_and_written_once"]),
    (5, "a closed variant beside an open one", &["unions::a_closed_variant_does_not_match_values_of_an_open_one"]),
    (6, "any object or a string", &["unions::an_object_variant_does_not_match_strings"]),
    (7, "variants that JSON cannot distinguish", &["unions::variants_that_json_cannot_distinguish_are_merged"]),
    (8, "null as a nullable object in a union", &["nullability::nullable_of_openapi_3_0_works_in_every_place", "nullability::a_3_1_description_may_use_3_0_idioms"]),
    (9, "properties beside a union", &["unions::properties_beside_a_union_are_in_every_variant"]),
    (10, "branches with only `required`", &["unions::branches_with_only_required_are_not_variants"]),
    (11, "a type beside allOf", &["unions::an_object_has_the_properties_beside_its_all_of"]),
    (12, "an enum beside allOf of constants", &["unions::an_enum_beside_all_of_is_limited_to_common_values"]),
    (13, "one union twice in an allOf", &["unions::a_union_inside_all_of_is_combined_with_the_other_parts", "unions::two_unions_in_an_all_of_are_combined"]),
    (14, "a required property that only variants declare", &["unions::a_required_property_may_only_be_declared_in_the_variants"]),
    (15, "not, and true and false as schemas", &["unions::boolean_schemas_and_not_accept_any_json"]),
    (16, "enums of one value each", &["unions::constants_are_merged_into_one_enum"]),
    (17, "strings and tagged objects in one union", &["unions::strings_and_tagged_objects_share_a_union"]),
    (18, "one or many as a parameter", &["parameters::query_parameters_of_every_type_are_sent", "parameters::path_templates_are_filled_and_arguments_cannot_escape_them"]),
    (19, "required but nullable", &["nullability::a_required_nullable_property_is_written_as_null"]),
    (20, "absent is not null", &["nullability::an_optional_nullable_property_has_three_states"]),
    (21, "array elements that are nullable through allOf", &["nullability::nullable_of_openapi_3_0_works_in_every_place"]),
    (22, "siblings of a reference", &["references::openapi_3_0_ignores_the_siblings_of_a_reference_except_nullable_and_3_1_does_not", "nullability::a_3_1_description_may_use_3_0_idioms"]),
    (23, "nullable arrays and bytes", &["nullability::nullable_of_openapi_3_0_works_in_every_place"]),
    (24, "maps of nullable values, and keys that are not words", &["nullability::an_optional_nullable_property_has_three_states", "unions::map_keys_are_strings_even_inside_a_tagged_union", "scalars::maps_can_have_values_of_every_type"]),
    (25, "a property that a closed object does not declare", &["scalars::a_property_that_a_server_adds_to_a_closed_object_is_kept"]),
    (26, "maps of objects without properties", &["scalars::maps_can_have_values_of_every_type"]),
    (27, "idioms of 3.0 and earlier in a 3.1 description", &["nullability::a_3_1_description_may_use_3_0_idioms"]),
    (28, "an object without properties that is a map", &["nullability::objects_without_properties_are_maps_of_their_declared_values"]),
    (29, "parameters named like items of the client", &["parameters::parameters_can_have_any_name"]),
    (30, "the same name in path, query, header and cookie", &["parameters::one_name_can_be_used_in_every_location"]),
    (31, "values of an enum that collide after casing", &["names::enum_values_may_differ_in_case_or_punctuation_only"]),
    (32, "schemas named like types of Rust", &["names::types_may_have_the_names_of_rust_and_runtime_types"]),
    (33, "keys that are not identifiers", &["names::types_may_have_the_names_of_rust_and_runtime_types", "names::properties_keep_their_wire_names"]),
    (34, "recursion of every kind", &["recursion::types_can_recurse_through_properties_lists_maps_and_aliases", "recursion::types_can_recurse_through_other_types", "recursion::types_can_recurse_through_unions", "recursion::types_can_recurse_through_aliases_in_unions", "recursion::types_can_recurse_through_all_of_and_arrays"]),
    (35, "integers of every width", &["scalars::integers_have_the_width_of_their_bounds", "odd_text::numbers_beyond_64_bits_keep_their_digits"]),
    (36, "money", &["scalars::amounts_are_not_rounded_to_32_bit_floats", "scalars::integers_beyond_64_bits_and_decimals_keep_their_digits"]),
    (37, "defaults of every type, including wrong ones", &["scalars::strings_of_any_format_round_trip_and_defaults_are_not_sent"]),
    (38, "sets of values without a hash", &["scalars::sets_are_lists"]),
    (39, "regular expressions of other languages", &["scalars::strings_of_any_format_round_trip_and_defaults_are_not_sent"]),
    (40, "bodies of several media types", &["bodies::each_media_type_of_a_body_has_a_method", "bodies::json_is_preferred_to_a_form"]),
    (41, "several successes with different bodies", &["responses::each_success_has_its_own_body"]),
    (42, "errors and redirections that are not successes", &["responses::default_is_a_success_if_it_is_the_only_response", "responses::some_operations_return_only_their_status"]),
    (43, "successes without a body", &["responses::a_body_can_be_missing_if_the_description_allows_it", "responses::some_operations_return_only_their_status"]),
    (44, "bodies that are not set, and text that is not JSON", &["bodies::an_optional_body_that_is_not_set_is_not_sent", "bodies::text_xml_and_bytes_are_sent_unchanged"]),
    (45, "streams of events", &["streams::the_event_name_determines_the_type", "streams::one_operation_can_return_a_response_or_events"]),
    (46, "bytes that are not text", &["responses::text_and_bytes_are_returned_unchanged", "streams::bytes_can_be_read_at_once_or_as_they_arrive"]),
    (47, "multipart bodies with files, objects and null", &["bodies::a_multipart_body_has_a_part_for_each_file_string_and_object"]),
    (48, "path segments with several placeholders", &["parameters::path_templates_are_filled_and_arguments_cannot_escape_them"]),
    (49, "parameters of a path, and references to everything but schemas", &["parameters::operations_override_parameters_of_their_path", "references::parameters_bodies_responses_headers_and_path_items_can_be_references", "references::an_operation_overrides_a_parameter_of_its_path_inline_or_by_reference"]),
    (50, "a placeholder in another casing than its parameter", &["parameters::path_templates_are_filled_and_arguments_cannot_escape_them"]),
    (51, "arrays, enums and objects in every style", &["parameters::every_style_is_serialized_as_openapi_specifies", "parameters::query_parameters_of_every_type_are_sent", "parameters::header_and_cookie_parameters_are_sent"]),
    (52, "ranges of statuses", &["responses::errors_have_their_declared_bodies", "responses::the_most_specific_status_determines_the_type_of_an_error"]),
    (53, "prose that looks like code", &["operation_ids::prose_never_becomes_code"]),
    (54, "operations without an id, and ids that collide", &["operation_ids::operations_without_an_id_are_named_by_method_and_path", "operation_ids::colliding_ids_get_distinct_names", "operation_ids::an_id_does_not_repeat_its_group", "operation_ids::ids_can_be_rust_keywords"]),
    (55, "no operations, no version, odd YAML, large numbers", &["webhooks::payloads_of_webhooks_are_decoded", "webhooks::a_description_may_have_no_operations", "odd_text::anchors_merge_keys_and_lone_extensions_are_read", "odd_text::yaml_words_and_numbers_are_strings_where_the_type_is_string", "odd_text::numbers_beyond_64_bits_keep_their_digits"]),
    (56, "references into schemas and paths", &["references::a_reference_into_a_schema_or_path_is_a_type_like_any_other"]),
    (57, "enums by reference as parameters", &["parameters::every_style_is_serialized_as_openapi_specifies", "references::an_argument_has_the_type_of_the_target_of_its_reference"]),
    (58, "read-only properties in requests", &["access::read_only_properties_are_not_part_of_requests", "access::responses_have_read_only_properties_and_may_lack_write_only_ones"]),
    (59, "a base with a discriminator that is itself a variant", &["bases::a_base_is_a_variant_of_itself", "bases::the_properties_of_the_base_can_be_read_from_an_unknown_kind", "bases::a_base_and_its_extensions_can_be_sent_and_received"]),
    (60, "tags that are numbers or booleans", &["bases::tags_have_the_type_of_their_property", "bases::strings_that_look_like_numbers_stay_strings"]),
    (61, "null by reference in a union", &["values::null_is_not_a_variant"]),
    (62, "a required parameter without a value", &["requests::a_required_parameter_is_never_dropped_silently"]),
    (63, "a form that is the whole query", &["sent_parts::a_whole_query_is_a_form_with_its_encoding"]),
    (64, "a part in XML", &["sent_parts::the_caller_writes_an_xml_part"]),
    (65, "a map of files", &["sent_parts::a_map_of_binaries_is_a_map_of_files"]),
    (66, "an unknown security scheme", &["requests::an_unknown_scheme_is_never_sent_as_a_token"]),
    (67, "arrays in parts, with files", &["sent_parts::array_items_become_parts_with_the_encoding_of_their_position", "sent_parts::a_tuple_of_parts_may_begin_with_a_file", "sent_parts::an_array_can_contain_files_objects_or_strings", "sent_parts::a_part_may_be_a_file_or_something_else"]),
    (68, "an array in a form", &["sent_parts::the_caller_encodes_a_body_that_a_form_cannot_represent"]),
    (69, "Microsoft's tags, and names of schemas in addition to a mapping", &["bases::an_abstract_base_can_be_read_but_not_constructed", "bases::names_of_schemas_are_valid_tags_in_addition_to_a_mapping"]),
    (70, "headers of a response", &["response_headers::declared_headers_are_typed_on_results_and_errors"]),
    (71, "text that is not UTF-8, and a byte order mark", &["charsets::text_and_json_are_decoded_by_their_charset"]),
    (72, "JSON in a header", &["charsets::json_in_a_header_is_ascii"]),
    (73, "parts that relate to a root part", &["sent_parts::related_parts_have_no_names_and_name_their_root"]),
    (74, "multipart parts, and several multipart media types", &["sent_parts::a_part_can_be_multipart_itself", "sent_parts::each_multipart_media_type_is_sent_with_its_own_name"]),
    (75, "multipart responses", &["parts::each_part_of_a_form_has_the_type_of_its_property", "parts::parts_without_names_are_identified_by_position", "parts::parts_are_returned_as_they_arrive"]),
    (76, "several media types of one response", &["media::each_media_type_has_a_method_that_requests_it", "media::a_body_can_be_streamed_in_another_media_type", "media::a_media_type_other_than_the_requested_one_is_an_error"]),
    (77, "JSON in a string", &["embedded::strings_are_written_back_unchanged_and_decoded_on_request", "embedded::strings_created_from_values_survive_a_request_and_its_response", "embedded::the_data_of_an_event_is_the_text_itself"]),
    (78, "numbers and booleans as plain text", &["plain_text::plain_text_is_parsed_by_its_schema", "plain_text::a_scalar_body_is_sent_as_plain_text"]),
];

#[test]
fn every_pattern_has_tests_that_exist() {
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

/// Returns the tests in this directory, as `module::name`.
fn tests() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all")).unwrap() {
        let path = entry.unwrap().path();
        // Folders contain helpers.
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
