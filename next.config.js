const securityHeaders = [
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Embedder-Policy', value: 'require-corp' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'no-referrer' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  },
];

/** Files and worker scripts; pages get theirs, with a nonce, from proxy.ts. */
const filePolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  allowedDevOrigins: ['127.0.0.1'],
  // `npm test` checks the types of everything at once; checking them again would only make `npm start` slower.
  typescript: { ignoreBuildErrors: true },
  // They load parts of themselves at run time and are needed in the server alone.
  serverExternalPackages: ['ccxt', 'ws'],
  experimental: {
    optimizePackageImports: [
      '@mantine/core',
      '@mantine/hooks',
      '@mantine/notifications',
      '@tabler/icons-react',
    ],
  },
  async headers() {
    return [
      { source: '/:path*', headers: securityHeaders },
      ...['/_next/static/:path*', '/wasm/:path*', '/tfwasm/:path*', '/samples/:path*'].map(
        (source) => ({
          source,
          headers: [{ key: 'Content-Security-Policy', value: filePolicy }],
        }),
      ),
    ];
  },
};

export default config;
