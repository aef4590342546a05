import "reflect-metadata"; // before the certificates, whose library needs it
import * as x509 from "@peculiar/x509";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const day = 24 * 60 * 60_000;

interface Issuer {
  readonly name: string;
  readonly key: CryptoKey;
}

async function makeKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

async function makeAuthority(folder: string, name: string): Promise<Issuer> {
  const keys = await makeKeys();
  const subject = `CN=Castor's tests: ${name}`;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: subject,
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + day),
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  await writeFile(path.join(folder, `${name}.ca.pem`), certificate.toString("pem"));
  return { name: subject, key: keys.privateKey };
}

interface ServerCertificate {
  readonly issuer: Issuer;
  readonly hosts: readonly string[];
  /** Days from now. Default 1. */
  readonly until?: number;
}

async function makeServer(folder: string, name: string, server: ServerCertificate): Promise<void> {
  const { issuer, hosts, until = 1 } = server;
  const keys = await makeKeys();
  const names = hosts.map((value) => ({ type: value === "127.0.0.1" ? "ip" : "dns", value }) as const);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${hosts[0]}`,
    issuer: issuer.name,
    publicKey: keys.publicKey,
    signingKey: issuer.key,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - 3 * day),
    notAfter: new Date(Date.now() + until * day),
    extensions: [
      new x509.BasicConstraintsExtension(false),
      new x509.SubjectAlternativeNameExtension([...names]),
    ],
  });
  const key = await crypto.subtle.exportKey("pkcs8", keys.privateKey);
  await writeFile(path.join(folder, `${name}.cert.pem`), certificate.toString("pem"));
  await writeFile(path.join(folder, `${name}.key.pem`), x509.PemConverter.encode(key, "PRIVATE KEY"));
}

/**
 * Makes authorities and certificates that live for a day: `NAME.ca.pem` for `system`, `extra` and `unknown`, and
 * `NAME.cert.pem` with `NAME.key.pem` for a server under each of them, one under another name, and one that has expired.
 */
export async function makeTestCertificates(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const hosts = ["localhost", "127.0.0.1", "*.made-up.example", "*.pac.example"];
  const [system, extra, unknown] = await Promise.all([
    makeAuthority(folder, "system"),
    makeAuthority(folder, "extra"),
    makeAuthority(folder, "unknown"),
  ]);
  await Promise.all([
    makeServer(folder, "system", { issuer: system, hosts }),
    makeServer(folder, "extra", { issuer: extra, hosts }),
    makeServer(folder, "unknown", { issuer: unknown, hosts }),
    makeServer(folder, "otherName", { issuer: system, hosts: ["elsewhere.example"] }),
    makeServer(folder, "expired", { issuer: system, hosts, until: -1 }),
  ]);
}
