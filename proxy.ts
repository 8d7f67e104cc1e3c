import { type NextRequest, NextResponse } from 'next/server';
import { contentSecurityPolicy } from './lib/server/content-security-policy';

/** Gives every page its content security policy, with a nonce for the scripts Next writes into it. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy({
    nonce,
    development: process.env.NODE_ENV === 'development',
  });
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = {
  // Pages only: files under _next/static, wasm, tfwasm and samples get the policy of next.config.js, answers of api their own.
  matcher: [
    '/((?!api/|_next/static|_next/image|wasm/|tfwasm/|samples/|favicon|icon|robots.txt).*)',
  ],
};
