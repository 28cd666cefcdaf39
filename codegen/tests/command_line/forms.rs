//! The same API in every form of description gives the same bindings.

use super::Workspace;
use super::workspace::pets;
use serde_json::Value;

const SWAGGER: &str = r"
swagger: 2.0
info: {title: Pets, version: 1}
host: pets.example.com
consumes: [application/json]
produces: [application/json]
parameters:
  id: {name: id, in: path, required: yes, type: string}
paths:
  /pets/{id}:
    parameters:
      - $ref: '#/parameters/id'
    get:
      operationId: getPet
      tags: [pets]
      parameters:
        - {name: limit, in: query, type: integer, format: int32}
      responses:
        200: {description: A pet., schema: {$ref: '#/definitions/Pet'}}
        404: {description: No such pet.}
    put:
      operationId: putPet
      tags: [pets]
      parameters:
        - {name: pet, in: body, required: true, schema: {$ref: '#/definitions/Pet'}}
      responses:
        204: {description: Done.}
definitions:
  Pet:
    type: object
    required: [name]
    properties:
      name: {type: string}
      kind: {$ref: '#/definitions/Kind'}
      any: {}
  Kind: {type: string, enum: [cat, dog]}
";

const MAIN: &str = r"
openapi: 3.0.3
info: {title: Pets, version: 1}
servers: [{url: 'https://pets.example.com'}]
paths:
  /pets/{id}: {$ref: paths/pet.yaml}
";

const PATH: &str = r"
get:
  operationId: getPet
  tags: [pets]
  parameters:
    - &id {name: id, in: path, required: true, schema: {type: string}}
    - {name: limit, in: query, schema: {type: integer, format: int32}}
  responses:
    200: {description: A pet., content: {application/json: {schema: {$ref: ../models.yaml#/Pet}}}}
    404: {description: No such pet.}
put:
  operationId: putPet
  tags: [pets]
  parameters: [*id]
  requestBody: {required: true, content: {application/json: {schema: {$ref: ../models.yaml#/Pet}}}}
  responses:
    204: {description: Done.}
";

const MODELS: &str = r"
Pet:
  type: object
  required: [name]
  properties:
    name: {type: string}
    kind: {$ref: '#/Kind'}
    any: {}
Kind: {type: string, enum: [cat, dog]}
";

/// The operations and the types of a listing, without the places in the description.
fn bound(workspace: &Workspace, arguments: &[&str]) -> (Value, Vec<String>) {
    let outcome = workspace.run(&[&["list", "--json"], arguments].concat());
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let listing: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let schemas = listing["schemas"].as_array().expect("schemas");
    let mut types: Vec<String> = schemas.iter().map(|each| format!("{} {}", each["rust"], each["kind"])).collect();
    types.sort();
    (listing["operations"].clone(), types)
}

#[test]
fn the_form_of_a_description_does_not_affect_the_bindings() {
    let workspace = Workspace::with("the_form_of_a_description", &pets());
    workspace.write("swagger.yaml", SWAGGER);
    workspace.write("several/main.yaml", MAIN);
    workspace.write("several/paths/pet.yaml", PATH);
    workspace.write("several/models.yaml", MODELS);
    workspace.write("remote/main.yaml", &MAIN.replace("paths/pet.yaml", "https://a.example/v1/paths/pet.yaml"));
    workspace.write("remote/copy/paths/pet.yaml", PATH);
    workspace.write("remote/copy/models.yaml", MODELS);
    workspace
        .write("remote/bindery.toml", "description = \"main.yaml\"\n[vendor]\n\"https://a.example/v1/\" = \"copy\"\n");
    let expected = bound(&workspace, &["api.json"]);
    assert_eq!(bound(&workspace, &["swagger.yaml"]), expected);
    assert_eq!(bound(&workspace, &["several/main.yaml"]), expected);
    assert_eq!(bound(&workspace, &["--config", "remote/bindery.toml"]), expected);
    let outcome = workspace.run(&["check", "remote/main.yaml"]);
    assert_eq!(outcome.code, 0);
    assert!(outcome.stderr.contains("B0204") && outcome.stderr.contains("vendor"), "{}", outcome.stderr);
}

#[test]
fn a_problem_is_reported_in_its_file() {
    let workspace = Workspace::new("a_problem_is_reported_in_its_file");
    workspace.write("main.yaml", MAIN);
    workspace.write("paths/pet.yaml", PATH);
    workspace.write("models.yaml", &MODELS.replace("#/Kind", "#/Sort"));
    let outcome = workspace.run(&["check", "main.yaml"]);
    assert_eq!(outcome.code, 0);
    assert!(outcome.stderr.contains("models.yaml:7:18 (models.yaml#/Pet/properties/kind/$ref)"), "{}", outcome.stderr);
    workspace.write("swagger.yaml", &SWAGGER.replace("'#/definitions/Kind'", "'#/definitions/Sort'"));
    let outcome = workspace.run(&["check", "swagger.yaml"]);
    let place = "swagger.yaml:34:20 (#/definitions/Pet/properties/kind/$ref)";
    assert!(outcome.stderr.contains(place), "{}", outcome.stderr);
}

/// References that leave the folder of their file.
#[test]
fn files_of_the_repository_around_the_description_are_read() {
    let workspace = Workspace::new("files_of_the_repository");
    workspace.write(".git/HEAD", "");
    workspace.write("data/api/client/main.yaml", CLIMBING);
    workspace.write("data/api/client/parts/sync.yaml", "get: {operationId: sync, parameters: [{$ref: '../../common/limit.yaml'}], responses: {'200': {$ref: '../../../schemas/answers.yaml#/Synced'}}}\n");
    workspace.write(
        "data/api/common/limit.yaml",
        "{name: limit, in: query, schema: {$ref: '../../schemas/numbers.yaml#/Limit'}}\n",
    );
    workspace.write("data/schemas/numbers.yaml", "Limit: {type: integer}\n");
    workspace.write(
        "data/schemas/answers.yaml",
        "Synced: {description: d, content: {application/json: {schema: {$ref: 'event.yaml'}, example: {$ref: 'examples/event.json'}}}}\n",
    );
    workspace.write("data/schemas/event.yaml", "{type: object, properties: {limit: {$ref: '../api/client/../../schemas/numbers.yaml#/Limit'}, again: {$ref: '#'}}}\n");
    workspace.write("data/schemas/examples/event.json", "{\"limit\": 1}\n");
    let (operations, types) = bound(&workspace, &["data/api/client/main.yaml", "--deny", "warnings"]);
    assert_eq!(operations[0]["parameters"][0]["type"], "i64");
    assert_eq!(types[0], "\"climbing::types::Event\" \"object\"");
    // The root can be set, and nothing above it is read.
    let (_, again) = bound(&workspace, &["data/api/client/main.yaml", "--root", "data", "--deny", "warnings"]);
    assert_eq!(again, types);
    let outcome = workspace.run(&["check", "data/api/client/main.yaml", "--root", "data/api"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("warning[B0204]")
            && outcome.stderr.contains("points outside of the root folder data/api"),
        "{}",
        outcome.stderr
    );
    workspace
        .write("data/api/bindery.toml", "description = \"client/main.yaml\"\nroot = \"..\"\ndeny = [\"warnings\"]\n");
    assert_eq!(bound(&workspace, &["--config", "data/api/bindery.toml"]).1, types);
    workspace.write("data/api/client/.git/HEAD", "");
    let outcome = workspace.run(&["check", "data/api/client/main.yaml"]);
    assert!(outcome.stderr.contains("warning[B0204]"), "the nearest repository counts: {}", outcome.stderr);
}

const CLIMBING: &str = "
openapi: 3.1.0
info: {title: Climbing, version: '1'}
paths:
  /sync: {$ref: parts/sync.yaml}
";
