//! Errors of token providers that obtain their tokens by calls.

use std::io::Write;

use bindery_runtime::{TokenError, TokenErrorKind};

use crate::{builder, get, socket};

/// The error of a provider whose call gets this response.
async fn of(response: &'static str) -> TokenError {
    async fn token(base: String) -> Result<i64, TokenError> {
        Ok(get(builder(&base)).await?)
    }
    let server = socket::serve(move |mut stream, _| {
        socket::read_head(&mut stream)?;
        stream.write_all(response.as_bytes())
    });
    token(format!("http://{}", server.address)).await.unwrap_err()
}

#[tokio::test]
async fn the_error_of_a_call_becomes_the_error_of_its_provider() {
    for (response, kind, status) in [
        ("HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n", TokenErrorKind::Denied, Some(401)),
        ("HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n", TokenErrorKind::Unavailable, Some(503)),
        (
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 8\r\n\r\n\"s3cret\"",
            TokenErrorKind::Malformed,
            Some(200),
        ),
        ("", TokenErrorKind::Unavailable, None),
    ] {
        let error = of(response).await;
        assert_eq!((error.kind(), error.status().map(|status| status.as_u16())), (kind, status), "{response}");
        assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
    }
    let error: TokenError = get(builder("nowhere")).await.unwrap_err().into();
    assert_eq!(error.kind(), TokenErrorKind::Failed);
    assert!(std::error::Error::source(&error).is_some());
}
