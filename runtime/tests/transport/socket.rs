//! Servers, with one thread each and one per connection.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};

pub(crate) const ROOT: &[u8] = include_bytes!("../keys/root.pem");
const SERVER: &[u8] = include_bytes!("../keys/server.pem");

/// A server on the loopback interface.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// The heads of the requests so far.
    pub(crate) fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

/// Records the head of a request. Called before the response is sent, because tests look at the heads after they receive it.
pub(crate) type Record<'a> = &'a dyn Fn(&str);

/// Starts a server that calls a function for each connection. The function records the head of the request.
pub(crate) fn serve(each: impl Fn(TcpStream, Record<'_>) -> std::io::Result<()> + Send + Sync + 'static) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let heads = Arc::new(Mutex::new(Vec::new()));
    let (recorded, each) = (Arc::clone(&heads), Arc::new(each));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (recorded, each) = (Arc::clone(&recorded), Arc::clone(&each));
            thread::spawn(move || {
                // A client that does not trust the server closes the connection.
                let _ = each(stream, &|head| recorded.lock().unwrap().push(head.to_owned()));
            });
        }
    });
    Server { address, heads }
}

/// Responds to a request with `7`, and records its head.
fn respond(stream: &mut (impl Read + Write), record: Record<'_>) -> std::io::Result<()> {
    let head = read_head(stream)?;
    if head.ends_with("\r\n\r\n") {
        record(&head);
    }
    stream.write_all(
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1\r\nconnection: close\r\n\r\n7",
    )
}

pub(crate) fn read_head(stream: &mut impl Read) -> std::io::Result<String> {
    let mut head = String::new();
    // Reads byte by byte, so that nothing after the head is read.
    let mut reader = BufReader::with_capacity(1, stream);
    while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head)? > 0 {}
    Ok(head)
}

/// A server that responds to each request with `7`.
pub(crate) fn plain() -> Server {
    serve(|mut stream, record| respond(&mut stream, record))
}

/// Whether a server requires a certificate of its clients.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clients {
    Any,
    Known,
}

/// A TLS server that responds to each request with `7`. Its certificate is signed by the root of the tests.
pub(crate) fn tls(clients: Clients) -> Server {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider));
    let builder = builder.with_safe_default_protocol_versions().unwrap();
    let builder = match clients {
        Clients::Any => builder.with_no_client_auth(),
        Clients::Known => {
            let mut roots = RootCertStore::empty();
            roots.add(CertificateDer::from_pem_slice(ROOT).unwrap()).unwrap();
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build().unwrap();
            builder.with_client_cert_verifier(verifier)
        }
    };
    let certificate = CertificateDer::from_pem_slice(SERVER).unwrap();
    let key = PrivateKeyDer::from_pem_slice(SERVER).unwrap();
    let config = Arc::new(builder.with_single_cert(vec![certificate], key).unwrap());
    serve(move |stream, record| {
        let connection = ServerConnection::new(Arc::clone(&config)).map_err(std::io::Error::other)?;
        let mut stream = StreamOwned::new(connection, stream);
        respond(&mut stream, record)?;
        stream.conn.send_close_notify();
        stream.flush()
    })
}

/// A proxy that responds to requests with `7` itself, and opens tunnels on `CONNECT`.
pub(crate) fn proxy() -> Server {
    serve(|mut stream, record| {
        let head = read_head(&mut stream)?;
        record(&head);
        let Some(target) = head.strip_prefix("CONNECT ").and_then(|rest| rest.split(' ').next()) else {
            stream.write_all(
                b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1\r\nconnection: close\r\n\r\n7",
            )?;
            return Ok(());
        };
        let mut server = TcpStream::connect(target)?;
        stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")?;
        let (mut client, mut upstream) = (stream.try_clone()?, server.try_clone()?);
        thread::spawn(move || std::io::copy(&mut client, &mut upstream));
        std::io::copy(&mut server, &mut stream)?;
        Ok(())
    })
}
