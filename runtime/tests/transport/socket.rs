//! Servers: a thread for each, and one for each connection.

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

/// Notes the head of a request. That is done before a response is sent: who has the response may look.
pub(crate) type Note<'a> = &'a dyn Fn(&str);

/// Serves each connection with what a function makes of it. The function notes the head of the request.
pub(crate) fn serve(each: impl Fn(TcpStream, Note<'_>) -> std::io::Result<()> + Send + Sync + 'static) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let heads = Arc::new(Mutex::new(Vec::new()));
    let (recorded, each) = (Arc::clone(&heads), Arc::new(each));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (recorded, each) = (Arc::clone(&recorded), Arc::clone(&each));
            thread::spawn(move || {
                // A client that does not trust the server ends the connection.
                let _ = each(stream, &|head| recorded.lock().unwrap().push(head.to_owned()));
            });
        }
    });
    Server { address, heads }
}

/// Answers a request with `7`, and notes its head.
fn answer(stream: &mut (impl Read + Write), note: Note<'_>) -> std::io::Result<()> {
    let head = read_head(stream)?;
    if head.ends_with("\r\n\r\n") {
        note(&head);
    }
    stream.write_all(
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1\r\nconnection: close\r\n\r\n7",
    )
}

pub(crate) fn read_head(stream: &mut impl Read) -> std::io::Result<String> {
    let mut head = String::new();
    // Nothing behind the head may be read yet.
    let mut reader = BufReader::with_capacity(1, stream);
    while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head)? > 0 {}
    Ok(head)
}

/// Answers each request with `7`.
pub(crate) fn plain() -> Server {
    serve(|mut stream, note| answer(&mut stream, note))
}

/// Whether a server asks for the certificate of its clients.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clients {
    Any,
    Known,
}

/// Answers each request with `7`, over TLS, with a certificate that the root of the tests signed.
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
    serve(move |stream, note| {
        let connection = ServerConnection::new(Arc::clone(&config)).map_err(std::io::Error::other)?;
        let mut stream = StreamOwned::new(connection, stream);
        answer(&mut stream, note)?;
        stream.conn.send_close_notify();
        stream.flush()
    })
}

/// A proxy: it answers requests with `7` itself, and connects those who ask for a tunnel with a server.
pub(crate) fn proxy() -> Server {
    serve(|mut stream, note| {
        let head = read_head(&mut stream)?;
        note(&head);
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
