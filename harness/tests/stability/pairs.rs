//! Single changes of a small description, and what each means for callers.

use bindery::diff::Weight::{self, Breaking, Compatible, Docs, Silent};

/// A change of the description.
#[derive(Clone, Copy)]
pub(crate) enum Edit {
    /// Sets a place to a value, as JSON.
    Set(&'static str, &'static str),
    /// Removes a place.
    Remove(&'static str),
    /// Moves the first member of a place behind the others.
    Rotate(&'static str),
    /// Renames a key.
    Rename(&'static str, &'static str),
    /// Replaces text everywhere.
    Replace(&'static str, &'static str),
}
use Edit::{Remove, Rename, Replace, Rotate, Set};

/// The name of a pair, its changes, the worst weight, and kinds of changes that are found.
pub(crate) type Pair = (&'static str, &'static [Edit], Weight, &'static [&'static str]);

pub(crate) const PAIRS: &[Pair] = &[
    // Documentation.
    ("a schema is described", &[Set("/components/schemas/Plant/description", "\"Green.\"")], Docs, &["docs"]),
    ("an operation is described", &[Set("/paths/~1plants/get/description", "\"Lists plants.\"")], Docs, &["docs"]),
    (
        "a property is described",
        &[Set("/components/schemas/Plant/properties/name/description", "\"Its name.\"")],
        Docs,
        &["docs"],
    ),
    ("a length is bounded", &[Set("/components/schemas/NewPlant/properties/name/maxLength", "9")], Docs, &[]),
    // Properties.
    (
        "an optional property is added to a response",
        &[Set("/components/schemas/Plant/properties/colour", "{\"type\": \"string\"}")],
        Compatible,
        &["added"],
    ),
    (
        "an optional property is added to a request",
        &[Set("/components/schemas/NewPlant/properties/colour", "{\"type\": \"string\"}")],
        Compatible,
        &["added"],
    ),
    (
        "a required property is added to a response",
        &[
            Set("/components/schemas/Plant/properties/colour", "{\"type\": \"string\"}"),
            Set("/components/schemas/Plant/required", "[\"id\", \"name\", \"size\", \"colour\"]"),
        ],
        Compatible,
        &["added"],
    ),
    (
        "a required property is added to a request",
        &[
            Set("/components/schemas/NewPlant/properties/colour", "{\"type\": \"string\"}"),
            Set("/components/schemas/NewPlant/required", "[\"name\", \"species\", \"colour\"]"),
        ],
        Breaking,
        &["required-added"],
    ),
    (
        "a property of a request becomes required",
        &[Set("/components/schemas/NewPlant/required", "[\"name\", \"species\", \"note\"]")],
        Breaking,
        &["became-required"],
    ),
    (
        "a property of a request becomes optional",
        &[Set("/components/schemas/NewPlant/required", "[\"name\"]")],
        Breaking,
        &["became-optional"],
    ),
    (
        "a property of a response becomes required",
        &[Set("/components/schemas/Plant/required", "[\"id\", \"name\", \"size\", \"note\"]")],
        Breaking,
        &["became-required"],
    ),
    (
        "a property of a response becomes optional",
        &[Set("/components/schemas/Plant/required", "[\"id\", \"name\"]")],
        Breaking,
        &["became-optional"],
    ),
    (
        "a property of both becomes required",
        &[Set("/components/schemas/Label/required", "[\"key\", \"value\"]")],
        Breaking,
        &["became-required"],
    ),
    (
        "a required property becomes nullable",
        &[Set("/components/schemas/Plant/properties/name/type", "[\"string\", \"null\"]")],
        Breaking,
        &["became-nullable"],
    ),
    (
        "a property of a request becomes nullable",
        &[Set("/components/schemas/NewPlant/properties/note/type", "[\"string\", \"null\"]")],
        Breaking,
        &["became-nullable"],
    ),
    (
        "a property of a request is no longer nullable",
        &[Set("/components/schemas/PlantChanges/properties/note/type", "\"string\"")],
        Breaking,
        &["no-longer-nullable"],
    ),
    (
        "a property of a response is removed",
        &[Remove("/components/schemas/Plant/properties/note")],
        Breaking,
        &["field-removed"],
    ),
    (
        "a property of a request is removed",
        &[Remove("/components/schemas/NewPlant/properties/height")],
        Breaking,
        &["field-removed"],
    ),
    (
        "a property has another name",
        &[Rename("/components/schemas/Plant/properties/note", "remark")],
        Breaking,
        &["field-removed", "added"],
    ),
    (
        "a property has another name of the same words",
        &[Rename("/components/schemas/Plant/properties/planted_at", "plantedAt")],
        Silent,
        &["meaning-taken"],
    ),
    ("optional properties are in another order", &[Rotate("/components/schemas/PlantChanges/properties")], Docs, &[]),
    (
        "required names are in another order",
        &[Set("/components/schemas/NewPlant/required", "[\"species\", \"name\"]")],
        Docs,
        &[],
    ),
    (
        "an integer is wider",
        &[Set("/components/schemas/Plant/properties/size/format", "\"int64\"")],
        Breaking,
        &["field-type"],
    ),
    (
        "an integer becomes a number",
        &[Set("/components/schemas/Plant/properties/size", "{\"type\": \"number\"}")],
        Breaking,
        &["field-type"],
    ),
    (
        "text becomes an enum in a request",
        &[Set("/components/schemas/NewPlant/properties/species/enum", "[\"fern\", \"moss\"]")],
        Breaking,
        &["field-type"],
    ),
    (
        "text becomes a secret",
        &[Set("/components/schemas/NewPlant/properties/note/format", "\"password\"")],
        Breaking,
        &["field-type"],
    ),
    ("text becomes a date", &[Set("/components/schemas/Plant/properties/note/format", "\"date-time\"")], Docs, &[]),
    (
        "a property becomes a list",
        &[Set("/components/schemas/Plant/properties/note", "{\"type\": \"array\", \"items\": {\"type\": \"string\"}}")],
        Breaking,
        &["field-type"],
    ),
    (
        "a property becomes a constant",
        &[Set("/components/schemas/NewPlant/properties/species/const", "\"fern\"")],
        Breaking,
        &["constant"],
    ),
    (
        "a property meets another after casing",
        &[Set("/components/schemas/Plant/properties/Note", "{\"type\": \"string\"}")],
        Compatible,
        &["added"],
    ),
    (
        "a property is called new",
        &[Set("/components/schemas/NewPlant/properties/new", "{\"type\": \"string\"}")],
        Compatible,
        &["added"],
    ),
    (
        "other properties are typed",
        &[Set("/components/schemas/Label/additionalProperties", "{\"type\": \"integer\"}")],
        Breaking,
        &["catch-all"],
    ),
    ("other properties are forbidden", &[Set("/components/schemas/Label/additionalProperties", "false")], Docs, &[]),
    ("a property is deprecated", &[Set("/components/schemas/Plant/properties/note/deprecated", "true")], Docs, &[]),
    (
        "a property is called extra",
        &[Set("/components/schemas/Label/properties/extra", "{\"type\": \"string\"}")],
        Compatible,
        &["added"],
    ),
    (
        "required properties are in another order",
        &[Rotate("/components/schemas/NewPlant/properties")],
        Silent,
        &["arguments-swapped"],
    ),
    // Enums.
    (
        "a value meets another after casing",
        &[Set("/components/schemas/PlantState/enum", "[\"seed\", \"grown\", \"lost\", \"LOST\"]")],
        Compatible,
        &["value-added"],
    ),
    (
        "a value is added",
        &[Set("/components/schemas/PlantState/enum", "[\"seed\", \"grown\", \"lost\", \"sold\"]")],
        Compatible,
        &["value-added"],
    ),
    (
        "a value is removed",
        &[Set("/components/schemas/PlantState/enum", "[\"seed\", \"grown\"]")],
        Breaking,
        &["value-removed"],
    ),
    (
        "values are in another order",
        &[Set("/components/schemas/PlantState/enum", "[\"lost\", \"grown\", \"seed\"]")],
        Docs,
        &[],
    ),
    (
        "a value has another case",
        &[Set("/components/schemas/PlantState/enum", "[\"seed\", \"grown\", \"LOST\"]")],
        Silent,
        &["meaning-taken"],
    ),
    ("an enum becomes text", &[Remove("/components/schemas/PlantState/enum")], Breaking, &["field-type"]),
    // Unions.
    (
        "a variant is added",
        &[
            Set(
                "/components/schemas/LightReading",
                "{\"type\": \"object\", \"required\": [\"kind\"], \"properties\": {\"kind\": {\"type\": \"string\"}, \"lux\": {\"type\": \"number\"}}}",
            ),
            Set("/components/schemas/Reading/oneOf/-", "{\"$ref\": \"#/components/schemas/LightReading\"}"),
            Set("/components/schemas/Reading/discriminator/mapping/light", "\"#/components/schemas/LightReading\""),
        ],
        Compatible,
        &["variant-added"],
    ),
    ("variants are in another order", &[Rotate("/components/schemas/Reading/oneOf")], Docs, &[]),
    (
        "a variant is removed",
        &[
            Remove("/components/schemas/Reading/oneOf/1"),
            Remove("/components/schemas/Reading/discriminator/mapping/air"),
            Set(
                "/components/schemas/Reading/oneOf/-",
                "{\"type\": \"object\", \"required\": [\"kind\", \"lux\"], \"title\": \"Light\", \"properties\": {\"kind\": {\"const\": \"light\"}, \"lux\": {\"type\": \"number\"}}}",
            ),
        ],
        Breaking,
        &["variant-removed", "behind-feature"],
    ),
    // Types.
    ("a component has another name", &[Replace("Label", "Mark")], Breaking, &["type-renamed"]),
    (
        "an inline object becomes a component",
        &[
            Set(
                "/components/schemas/BedPlace",
                "{\"type\": \"object\", \"required\": [\"id\"], \"properties\": {\"id\": {\"type\": \"string\"}, \"row\": {\"type\": \"integer\"}}}",
            ),
            Set("/components/schemas/Plant/properties/bed", "{\"$ref\": \"#/components/schemas/BedPlace\"}"),
        ],
        Breaking,
        &["type-renamed"],
    ),
    (
        "equal types part",
        &[Set("/components/schemas/Corner/properties/name", "{\"type\": \"string\"}")],
        Compatible,
        &["added"],
    ),
    (
        "a third equal type is added",
        &[
            Set(
                "/components/schemas/Dot",
                "{\"type\": \"object\", \"properties\": {\"x\": {\"type\": \"number\"}, \"y\": {\"type\": \"number\"}, \"z\": {\"type\": \"number\"}}}",
            ),
            Set("/components/schemas/AirReading/properties/dot", "{\"$ref\": \"#/components/schemas/Dot\"}"),
        ],
        Compatible,
        &["added"],
    ),
    (
        "a type that was only received is sent",
        &[Set("/components/schemas/NewPlant/properties/spot", "{\"$ref\": \"#/components/schemas/Spot\"}")],
        Compatible,
        &["added"],
    ),
    (
        "a type that was sent is only received",
        &[Remove("/components/schemas/NewPlant/properties/labels")],
        Breaking,
        &["constructor-removed"],
    ),
    ("a type of a response becomes any JSON", &[Set("/components/schemas/Spot", "{}")], Breaking, &["field-type"]),
    (
        "an object becomes text",
        &[Set("/components/schemas/Label", "{\"type\": \"string\"}")],
        Breaking,
        &["field-type"],
    ),
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
