
fn connect(builder: runtime::ClientBuilder<Client>) -> Result<Client, Box<dyn Error>> {
    let never = runtime::RetryPolicy::never();
    let server = std::env::args().nth(2).ok_or("the second argument is the address of the server")?;
    Ok(builder.base_url(server).token("x").retry(never).build()?)
}

fn wait<T: runtime::Reply>(call: runtime::Pending<T>) -> Result<T, runtime::Error> {
    call.wait()
}

#[allow(dead_code)]
fn first<T: runtime::Wire + Send + 'static>(events: runtime::Events<T>) -> Result<(), Box<dyn Error>> {
    black_box(runtime::blocking::iter(events).next().transpose()?);
    Ok(())
}
