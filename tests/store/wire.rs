//! Promises about the line to PostgreSQL.

use linli::store::Store;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// What a server hears from who asks it for encryption: the request, then the first bytes after its
/// answer; none if the line was ended.
async fn heard(listener: TcpListener, answer: &[u8]) -> ([u8; 8], Vec<u8>) {
    let (mut line, _) = listener.accept().await.unwrap();
    let mut request = [0; 8];
    line.read_exact(&mut request).await.unwrap();
    line.write_all(answer).await.unwrap();
    let mut next = vec![0; 2];
    let read = line.read(&mut next).await.unwrap_or(0);
    next.truncate(read);
    (request, next)
}

async fn opening(answer: &[u8]) -> ([u8; 8], Vec<u8>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let url = format!("postgres://linli@127.0.0.1:{port}/linli?sslmode=verify-full");
    let (heard, opened) = tokio::join!(heard(listener, answer), Store::open_postgres(&url));
    assert!(opened.is_err());
    heard
}

#[test]
fn an_address_that_asks_for_tls_gets_tls_or_nothing() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let asked = [0, 0, 0, 8, 4, 210, 22, 47];
        // A server that can: a handshake of TLS follows.
        assert_eq!(opening(b"S").await, (asked, vec![22, 3]));
        // One that cannot: nothing is said in clear.
        assert_eq!(opening(b"N").await, (asked, Vec::new()));
    });
}
