//! A program of a user: calls two generated crates without a server.

use auth0_bindings::runtime::{MockTransport, decode};
use parcels::operations::parcels::GetParcel;
use parcels::types::Parcel;
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mock = MockTransport::new().reply::<GetParcel>(&decode::<Parcel>(r#"{"id":"p1","state":"on its way"}"#)?);
    let client = parcels::Client::builder().transport(mock.clone()).build()?;
    let parcel = client.parcels().get_parcel("p1").await?;
    println!("{} is {}", parcel.id, parcel.state.as_str());
    let request = &mock.requests()[0];
    println!("{} {}", request.method(), request.path());

    let stream = r#"[{"type":"http","sink":{}},{"type":"of a later version"}]"#;
    let mock = MockTransport::new().reply::<auth0_bindings::operations::log_streams::List>(&decode(stream)?);
    let client = auth0_bindings::Client::builder("tenant.example").token("t").transport(mock).build()?;
    println!("{} log streams", client.log_streams().list().await?.len());
    Ok(())
}
