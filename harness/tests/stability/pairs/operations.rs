//! Changes of operations, the client, servers, headers and webhooks.

use super::Edit::{Remove, Rename, Replace, Rotate, Set};
use super::Pair;
use bindery::diff::Weight::{Breaking, Compatible, Docs, Silent};

pub(crate) const OPERATIONS: &[Pair] = &[
    // Operations.
    (
        "an operation is added",
        &[Set(
            "/paths/~1plants/delete",
            "{\"operationId\": \"deleteAllPlants\", \"tags\": [\"plants\"], \"responses\": {\"204\": {\"description\": \"Gone.\"}}}",
        )],
        Compatible,
        &["added"],
    ),
    ("an operation is removed", &[Remove("/paths/~1plants~1{plant_id}/delete")], Breaking, &["operation-removed"]),
    (
        "an operation has another id",
        &[Set("/paths/~1plants~1{plant_id}/delete/operationId", "\"uprootPlant\"")],
        Breaking,
        &["operation-renamed"],
    ),
    (
        "an operation has another first tag",
        &[Set("/paths/~1plants~1{plant_id}/delete/tags", "[\"garden\"]")],
        Breaking,
        &["operation-moved"],
    ),
    (
        "an operation has a second tag",
        &[Set("/paths/~1plants~1{plant_id}/delete/tags", "[\"plants\", \"garden\"]")],
        Docs,
        &[],
    ),
    (
        "two operations swap their ids",
        &[
            Set("/paths/~1plants~1{plant_id}/delete/operationId", "\"getPlant\""),
            Set("/paths/~1plants~1{plant_id}/get/operationId", "\"deletePlant\""),
        ],
        Silent,
        &["operation-taken"],
    ),
    ("an operation is deprecated", &[Set("/paths/~1plants/get/deprecated", "true")], Compatible, &["deprecated"]),
    ("a path moves", &[Rename("/paths/~1plants", "/all/plants")], Compatible, &["behaviour"]),
    (
        "a path parameter has another name",
        &[Replace("{plant_id}", "{plant}"), Replace("\"plant_id\"", "\"plant\"")],
        Docs,
        &[],
    ),
    // Parameters and bodies.
    (
        "required parameters are in another order",
        &[
            Set("/paths/~1beds~1{bed_id}~1plants~1{plant_id}/put/parameters/2/name", "\"by\""),
            Set("/paths/~1beds~1{bed_id}~1plants~1{plant_id}/put/parameters/3/name", "\"reason\""),
        ],
        Docs,
        &[],
    ),
    (
        "path parameters are in another order",
        &[Rotate("/paths/~1beds~1{bed_id}~1plants~1{plant_id}/put/parameters")],
        Docs,
        &[],
    ),
    (
        "an optional parameter is added",
        &[Set(
            "/paths/~1plants/get/parameters/-",
            "{\"name\": \"age\", \"in\": \"query\", \"schema\": {\"type\": \"integer\"}}",
        )],
        Compatible,
        &["added"],
    ),
    (
        "a first optional parameter is added",
        &[Set(
            "/paths/~1plants~1{plant_id}/delete/parameters/-",
            "{\"name\": \"hard\", \"in\": \"query\", \"schema\": {\"type\": \"boolean\"}}",
        )],
        Compatible,
        &["added"],
    ),
    (
        "a required parameter is added",
        &[Set(
            "/paths/~1plants/get/parameters/-",
            "{\"name\": \"age\", \"in\": \"query\", \"required\": true, \"schema\": {\"type\": \"integer\"}}",
        )],
        Breaking,
        &["argument-added"],
    ),
    (
        "a parameter becomes required",
        &[Set("/paths/~1plants/get/parameters/0/required", "true")],
        Breaking,
        &["argument-became-required"],
    ),
    (
        "a parameter becomes optional",
        &[Set("/paths/~1beds~1{bed_id}~1plants~1{plant_id}/put/parameters/4/required", "false")],
        Breaking,
        &["argument-became-optional"],
    ),
    ("an optional parameter is removed", &[Remove("/paths/~1plants/get/parameters/0")], Breaking, &["setter-removed"]),
    (
        "the last optional parameter is removed",
        &[Remove("/paths/~1plants~1{plant_id}/get/parameters/1")],
        Breaking,
        &["setter-removed"],
    ),
    (
        "a required parameter has another name",
        &[Set("/paths/~1beds~1{bed_id}~1plants~1{plant_id}/put/parameters/2/name", "\"cause\"")],
        Silent,
        &["meaning-taken"],
    ),
    (
        "a required parameter has another name and type",
        &[
            Set("/paths/~1beds~1{bed_id}~1plants~1{plant_id}/put/parameters/2/name", "\"cause\""),
            Set("/paths/~1beds~1{bed_id}~1plants~1{plant_id}/put/parameters/2/schema", "{\"type\": \"boolean\"}"),
        ],
        Breaking,
        &["argument-removed", "argument-added"],
    ),
    (
        "a required parameter has another case",
        &[Set("/paths/~1beds~1{bed_id}~1plants~1{plant_id}/put/parameters/2/name", "\"Reason\"")],
        Silent,
        &["meaning-taken"],
    ),
    (
        "an optional parameter has another case",
        &[Set("/paths/~1plants/get/parameters/0/name", "\"Colour\"")],
        Silent,
        &["meaning-taken"],
    ),
    (
        "a header has another case",
        &[Set("/paths/~1beds~1{bed_id}~1readings/get/parameters/2/name", "\"x-reading-unit\"")],
        Docs,
        &[],
    ),
    (
        "a header has another name of the same words",
        &[Set("/paths/~1beds~1{bed_id}~1readings/get/parameters/2/name", "\"X_Reading_Unit\"")],
        Silent,
        &["meaning-taken"],
    ),
    (
        "a response header has another case",
        &[Rename("/paths/~1beds~1{bed_id}~1readings/get/responses/200/headers/X-Sensor-Count", "x-sensor-count")],
        Docs,
        &[],
    ),
    (
        "a response header has another name of the same words",
        &[Rename("/paths/~1beds~1{bed_id}~1readings/get/responses/200/headers/X-Sensor-Count", "X_Sensor_Count")],
        Silent,
        &["meaning-taken"],
    ),
    ("a path has another case", &[Rename("/paths/~1plants", "/Plants")], Compatible, &["behaviour"]),
    (
        "a body has another media type of JSON",
        &[Rename("/paths/~1plants/post/requestBody/content/application~1json", "application/vnd.plant+json")],
        Compatible,
        &["behaviour"],
    ),
    (
        "a media type that a method asks for has a parameter",
        &[Rename("/paths/~1beds~1{bed_id}~1readings/get/responses/200/content/text~1csv", "text/csv;header=present")],
        Compatible,
        &["behaviour"],
    ),
    (
        "the credentials are sent in another way",
        &[
            Set("/components/securitySchemes", "{\"key\": {\"type\": \"http\", \"scheme\": \"bearer\"}}"),
            Set("/security", "[{\"key\": []}]"),
        ],
        Compatible,
        &["behaviour"],
    ),
    (
        "a parameter has another type",
        &[Set("/paths/~1plants/get/parameters/0/schema", "{\"type\": \"integer\"}")],
        Breaking,
        &["argument-type"],
    ),
    (
        "a text parameter becomes a list",
        &[Set("/paths/~1plants/get/parameters/0/schema", "{\"type\": \"array\", \"items\": {\"type\": \"string\"}}")],
        Breaking,
        &["argument-type"],
    ),
    (
        "a text parameter becomes an enum",
        &[Set("/paths/~1plants/get/parameters/0/schema/enum", "[\"red\", \"green\"]")],
        Compatible,
        &["argument-widened"],
    ),
    (
        "a parameter is sent elsewhere",
        &[Set("/paths/~1plants/get/parameters/0/in", "\"header\"")],
        Compatible,
        &["behaviour"],
    ),
    (
        "an optional body is added",
        &[Set(
            "/paths/~1plants~1{plant_id}/delete/requestBody",
            "{\"required\": false, \"content\": {\"application/json\": {\"schema\": {\"$ref\": \"#/components/schemas/Watering\"}}}}",
        )],
        Compatible,
        &["added"],
    ),
    (
        "a body becomes optional",
        &[Set("/paths/~1plants/post/requestBody/required", "false")],
        Breaking,
        &["argument-became-optional"],
    ),
    (
        "a body becomes required",
        &[Set("/paths/~1beds~1{bed_id}~1watering/post/requestBody/required", "true")],
        Breaking,
        &["argument-became-required"],
    ),
    (
        "a body gains a media type",
        &[Set(
            "/paths/~1plants/post/requestBody/content/multipart~1form-data",
            "{\"schema\": {\"$ref\": \"#/components/schemas/NewPlant\"}}",
        )],
        Docs,
        &[],
    ),
    (
        "a body is a form",
        &[Rename("/paths/~1plants/post/requestBody/content/application~1json", "application/x-www-form-urlencoded")],
        Compatible,
        &["behaviour"],
    ),
    // Responses.
    (
        "an empty response has a body",
        &[Set(
            "/paths/~1plants~1{plant_id}/delete/responses",
            "{\"200\": {\"description\": \"Gone.\", \"content\": {\"application/json\": {\"schema\": {\"$ref\": \"#/components/schemas/Plant\"}}}}}",
        )],
        Breaking,
        &["output-type"],
    ),
    (
        "a second success has no body",
        &[Set("/paths/~1plants/post/responses/202", "{\"description\": \"Soon.\"}")],
        Breaking,
        &["output-type"],
    ),
    (
        "a second success has another body",
        &[Set(
            "/paths/~1plants/post/responses/202",
            "{\"description\": \"Soon.\", \"content\": {\"application/json\": {\"schema\": {\"$ref\": \"#/components/schemas/Problem\"}}}}",
        )],
        Breaking,
        &["output-type"],
    ),
    (
        "an error is added with the same body",
        &[Set(
            "/paths/~1plants/post/responses/422",
            "{\"description\": \"No.\", \"content\": {\"application/json\": {\"schema\": {\"$ref\": \"#/components/schemas/Problem\"}}}}",
        )],
        Docs,
        &[],
    ),
    (
        "an error is added with another body",
        &[Set(
            "/paths/~1plants/post/responses/422",
            "{\"description\": \"No.\", \"content\": {\"application/json\": {\"schema\": {\"$ref\": \"#/components/schemas/Label\"}}}}",
        )],
        Breaking,
        &["error-body-type"],
    ),
    (
        "an error without a body is added",
        &[Set("/paths/~1plants/post/responses/422", "{\"description\": \"No.\"}")],
        Docs,
        &[],
    ),
    (
        "another media type of a response is removed",
        &[Remove("/paths/~1beds~1{bed_id}~1readings/get/responses/200/content/text~1csv")],
        Breaking,
        &["call-method"],
    ),
    (
        "another media type of a response is added",
        &[Set("/paths/~1plants/get/responses/200/content/text~1csv", "{}")],
        Compatible,
        &["added"],
    ),
    (
        "a list becomes paged",
        &[
            Set(
                "/paths/~1plants/get/parameters/-",
                "{\"name\": \"page\", \"in\": \"query\", \"schema\": {\"type\": \"integer\", \"default\": 1}}",
            ),
            Set(
                "/paths/~1plants/get/parameters/-",
                "{\"name\": \"per_page\", \"in\": \"query\", \"schema\": {\"type\": \"integer\"}}",
            ),
        ],
        Compatible,
        &["added"],
    ),
    // Around the operations.
    (
        "the server is another one",
        &[Set("/servers/0/url", "\"https://greenhouse.example.com/v2\"")],
        Compatible,
        &["behaviour"],
    ),
    (
        "a server is added",
        &[Set("/servers/-", "{\"url\": \"https://test.example.com\", \"description\": \"Test\"}")],
        Compatible,
        &["added"],
    ),
    (
        "the address has a variable without a default",
        &[Set("/servers/0", "{\"url\": \"https://{tenant}.example.com\", \"variables\": {\"tenant\": {}}}")],
        Breaking,
        &["builder-arguments"],
    ),
    (
        "an API key is required",
        &[
            Set(
                "/components/securitySchemes",
                "{\"key\": {\"type\": \"apiKey\", \"in\": \"header\", \"name\": \"X-Key\"}}",
            ),
            Set("/security", "[{\"key\": []}]"),
        ],
        Compatible,
        &["behaviour"],
    ),
    (
        "a response header is declared",
        &[Set("/paths/~1plants/get/responses/200/headers", "{\"X-Total\": {\"schema\": {\"type\": \"integer\"}}}")],
        Compatible,
        &["added"],
    ),
    (
        "a webhook is added",
        &[Set(
            "/webhooks",
            "{\"grown\": {\"post\": {\"requestBody\": {\"content\": {\"application/json\": {\"schema\": {\"$ref\": \"#/components/schemas/Label\"}}}}, \"responses\": {}}}}",
        )],
        Compatible,
        &["added"],
    ),
];
