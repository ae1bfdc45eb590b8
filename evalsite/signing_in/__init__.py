"""Who comes in, and how: passwords, second factors, passkeys, the organisation's own sign-in."""
