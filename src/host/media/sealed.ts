import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const SALT_BYTES = 16;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const IV_BYTES = 12;

/** Encrypts a text (AES-256-GCM) so that only who has the secret can read it. */
export function seal(text: string, secret: string): Uint8Array {
  const salt = randomBytes(SALT_BYTES);
  const cipher = createCipheriv("aes-256-gcm", ...keyAndIv(secret, salt));
  const sealed = [cipher.update(text, "utf8"), cipher.final()];
  return Buffer.concat([salt, cipher.getAuthTag(), ...sealed]);
}

/** Throws if the secret is another, or the bytes are not what was sealed. */
export function unseal(bytes: Uint8Array, secret: string): string {
  const [salt, tag, sealed] = [
    bytes.subarray(0, SALT_BYTES),
    bytes.subarray(SALT_BYTES, SALT_BYTES + TAG_BYTES),
    bytes.subarray(SALT_BYTES + TAG_BYTES),
  ];
  const decipher = createDecipheriv("aes-256-gcm", ...keyAndIv(secret, salt), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed), decipher.final()]).toString("utf8");
}

/** The salt is new each time, so both are used for one text only. */
function keyAndIv(secret: string, salt: Uint8Array): [Buffer, Buffer] {
  const bytes = Buffer.from(hkdfSync("sha256", secret, salt, "castor.upload", KEY_BYTES + IV_BYTES));
  return [bytes.subarray(0, KEY_BYTES), bytes.subarray(KEY_BYTES)];
}
