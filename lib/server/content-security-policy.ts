/**
 * The page may run its own scripts and its own WebAssembly, talk to its own server, and nothing else.
 * Development adds what hot reload needs.
 */
export function contentSecurityPolicy(o: { nonce: string; development: boolean }): string {
  const directives = [
    `default-src 'self'`,
    `script-src 'self' 'wasm-unsafe-eval' 'nonce-${o.nonce}'${o.development ? ` 'unsafe-eval'` : ''}`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'${o.development ? ' ws:' : ''}`,
    `worker-src 'self' blob:`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ];
  return directives.join('; ');
}
