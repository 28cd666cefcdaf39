//! Private keys that sign assertions, with ring.

use std::error::Error as StdError;
use std::fmt;

use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384,
    RSA_PKCS1_SHA512, RSA_PSS_SHA256, RSA_PSS_SHA384, RSA_PSS_SHA512, RsaEncoding, RsaKeyPair,
};
use rustls_pki_types::PrivateKeyDer;
use rustls_pki_types::pem::PemObject;

use super::assertion::Signer;
use crate::client::{BoxFuture, TokenError, TokenErrorKind};

/// A signature algorithm (RFC 7518, 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Algorithm {
    /// RSA with PKCS #1 1.5 and SHA-256.
    Rs256,
    /// RSA with PKCS #1 1.5 and SHA-384.
    Rs384,
    /// RSA with PKCS #1 1.5 and SHA-512.
    Rs512,
    /// RSA with PSS and SHA-256.
    Ps256,
    /// RSA with PSS and SHA-384.
    Ps384,
    /// RSA with PSS and SHA-512.
    Ps512,
    /// ECDSA on the curve P-256 with SHA-256.
    Es256,
    /// ECDSA on the curve P-384 with SHA-384.
    Es384,
}

impl Algorithm {
    /// The name in a JWT.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Rs384 => "RS384",
            Self::Rs512 => "RS512",
            Self::Ps256 => "PS256",
            Self::Ps384 => "PS384",
            Self::Ps512 => "PS512",
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
        }
    }

    fn family(self) -> Family {
        match self {
            Self::Rs256 => Family::Rsa(&RSA_PKCS1_SHA256),
            Self::Rs384 => Family::Rsa(&RSA_PKCS1_SHA384),
            Self::Rs512 => Family::Rsa(&RSA_PKCS1_SHA512),
            Self::Ps256 => Family::Rsa(&RSA_PSS_SHA256),
            Self::Ps384 => Family::Rsa(&RSA_PSS_SHA384),
            Self::Ps512 => Family::Rsa(&RSA_PSS_SHA512),
            Self::Es256 => Family::Ecdsa(&ECDSA_P256_SHA256_FIXED_SIGNING),
            Self::Es384 => Family::Ecdsa(&ECDSA_P384_SHA384_FIXED_SIGNING),
        }
    }
}

enum Family {
    Rsa(&'static dyn RsaEncoding),
    Ecdsa(&'static ring::signature::EcdsaSigningAlgorithm),
}

/// A private key that signs assertions. `Debug` redacts it.
pub struct PrivateKey {
    algorithm: Algorithm,
    key_id: Option<String>,
    key: Key,
}

enum Key {
    Rsa(RsaKeyPair, &'static dyn RsaEncoding),
    Ecdsa(EcdsaKeyPair),
}

/// Why a private key is invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrivateKeyError(&'static str);

impl PrivateKey {
    /// Reads a PEM key: PKCS #8 (`BEGIN PRIVATE KEY`) or, for RSA, PKCS #1 (`BEGIN RSA PRIVATE KEY`).
    ///
    /// # Errors
    /// When the text is not such a key, or when the key does not match the algorithm, is too short (RSA requires 2048
    /// bits) or encrypted.
    pub fn from_pem(algorithm: Algorithm, pem: &str) -> Result<Self, PrivateKeyError> {
        let der = PrivateKeyDer::from_pem_slice(pem.as_bytes());
        let der = der.map_err(|_| PrivateKeyError("is not an unencrypted private key in PEM"))?;
        let key = match (algorithm.family(), der) {
            (Family::Rsa(encoding), PrivateKeyDer::Pkcs8(der)) => {
                RsaKeyPair::from_pkcs8(der.secret_pkcs8_der()).map(|key| Key::Rsa(key, encoding))
            }
            (Family::Rsa(encoding), PrivateKeyDer::Pkcs1(der)) => {
                RsaKeyPair::from_der(der.secret_pkcs1_der()).map(|key| Key::Rsa(key, encoding))
            }
            (Family::Ecdsa(curve), PrivateKeyDer::Pkcs8(der)) => {
                EcdsaKeyPair::from_pkcs8(curve, der.secret_pkcs8_der(), &SystemRandom::new()).map(Key::Ecdsa)
            }
            (Family::Ecdsa(_), PrivateKeyDer::Sec1(_)) => {
                return Err(PrivateKeyError("is in SEC 1 and must be in PKCS #8 (openssl pkcs8 -topk8 -nocrypt)"));
            }
            _ => return Err(PrivateKeyError("does not match the algorithm")),
        };
        let key = key.map_err(|_| PrivateKeyError("is invalid, too short, or does not match the algorithm"))?;
        Ok(Self { algorithm, key_id: None, key })
    }

    /// Sets the key id (`kid`), for servers that know several keys.
    #[must_use]
    pub fn key_id(mut self, id: impl Into<String>) -> Self {
        self.key_id = Some(id.into());
        self
    }

    fn signature(&self, message: &[u8]) -> Result<Vec<u8>, ring::error::Unspecified> {
        let random = SystemRandom::new();
        match &self.key {
            Key::Rsa(key, encoding) => {
                let mut signature = vec![0; key.public().modulus_len()];
                key.sign(*encoding, &random, message, &mut signature)?;
                Ok(signature)
            }
            Key::Ecdsa(key) => Ok(key.sign(&random, message)?.as_ref().to_vec()),
        }
    }
}

impl Signer for PrivateKey {
    fn algorithm(&self) -> &str {
        self.algorithm.name()
    }

    fn key_id(&self) -> Option<&str> {
        self.key_id.as_deref()
    }

    fn sign<'a>(&'a self, message: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, TokenError>> {
        let signature = self.signature(message);
        let signature =
            signature.map_err(|_| TokenError::new(TokenErrorKind::Failed, "the key could not sign the assertion"));
        Box::pin(std::future::ready(signature))
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PrivateKey")
            .field("algorithm", &self.algorithm)
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for PrivateKeyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the private key {}", self.0)
    }
}

impl StdError for PrivateKeyError {}

#[cfg(test)]
mod tests {
    use ring::signature::{
        ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, KeyPair, RSA_PKCS1_2048_8192_SHA256,
        RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512, RSA_PSS_2048_8192_SHA256, RSA_PSS_2048_8192_SHA384,
        RSA_PSS_2048_8192_SHA512, UnparsedPublicKey, VerificationAlgorithm,
    };

    use super::{Algorithm, Key, PrivateKey, Signer};

    const RSA: &str = include_str!("../../../tests/keys/rsa.pem");
    const RSA_PKCS1: &str = include_str!("../../../tests/keys/rsa-pkcs1.pem");
    const RSA_SHORT: &str = include_str!("../../../tests/keys/rsa-short.pem");
    const P256: &str = include_str!("../../../tests/keys/p256.pem");
    const P256_SEC1: &str = include_str!("../../../tests/keys/p256-sec1.pem");
    const P384: &str = include_str!("../../../tests/keys/p384.pem");

    #[test]
    fn signatures_verify_with_the_public_key() {
        let cases: [(Algorithm, &str, &dyn VerificationAlgorithm, usize); 9] = [
            (Algorithm::Rs256, RSA, &RSA_PKCS1_2048_8192_SHA256, 256),
            (Algorithm::Rs256, RSA_PKCS1, &RSA_PKCS1_2048_8192_SHA256, 256),
            (Algorithm::Rs384, RSA, &RSA_PKCS1_2048_8192_SHA384, 256),
            (Algorithm::Rs512, RSA, &RSA_PKCS1_2048_8192_SHA512, 256),
            (Algorithm::Ps256, RSA, &RSA_PSS_2048_8192_SHA256, 256),
            (Algorithm::Ps384, RSA, &RSA_PSS_2048_8192_SHA384, 256),
            (Algorithm::Ps512, RSA, &RSA_PSS_2048_8192_SHA512, 256),
            (Algorithm::Es256, P256, &ECDSA_P256_SHA256_FIXED, 64),
            (Algorithm::Es384, P384, &ECDSA_P384_SHA384_FIXED, 96),
        ];
        for (algorithm, pem, verification, length) in cases {
            let key = PrivateKey::from_pem(algorithm, pem).unwrap();
            let signature = key.signature(b"message").unwrap();
            let public = match &key.key {
                Key::Rsa(key, _) => key.public_key().as_ref().to_vec(),
                Key::Ecdsa(key) => key.public_key().as_ref().to_vec(),
            };
            let public = UnparsedPublicKey::new(verification, public);
            assert!(public.verify(b"message", &signature).is_ok(), "{algorithm:?}");
            assert!(public.verify(b"another", &signature).is_err());
            assert_eq!((signature.len(), key.algorithm()), (length, algorithm.name()));
        }
    }

    #[test]
    fn keys_that_do_not_match_the_algorithm_are_refused() {
        for (algorithm, pem, reason) in [
            (Algorithm::Rs256, "", "is not an unencrypted private key"),
            (Algorithm::Rs256, "s3cret", "is not an unencrypted private key"),
            (Algorithm::Rs256, "-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----", "is not an unencrypted"),
            (Algorithm::Rs256, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "is invalid"),
            (Algorithm::Rs256, RSA_SHORT, "too short"),
            (Algorithm::Rs256, P256, "does not match"),
            (Algorithm::Es256, RSA, "does not match"),
            (Algorithm::Es256, RSA_PKCS1, "does not match"),
            (Algorithm::Es256, P384, "does not match"),
            (Algorithm::Es256, P256_SEC1, "PKCS #8"),
        ] {
            let error = PrivateKey::from_pem(algorithm, pem).unwrap_err().to_string();
            assert!(error.contains(reason), "{algorithm:?}: {error}");
        }
    }

    #[test]
    fn debug_does_not_show_the_key() {
        let key = PrivateKey::from_pem(Algorithm::Es256, P256).unwrap().key_id("k1");
        assert_eq!(format!("{key:?}"), r#"PrivateKey { algorithm: Es256, key_id: Some("k1"), .. }"#);
    }
}
