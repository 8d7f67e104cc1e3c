import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import '@mantine/core/styles.layer.css';
import '@mantine/dropzone/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { AppFrame } from './_components/shell/app-frame';
import './_theme/globals.css';
import { preferencesScript } from './_theme/preferences';
import { ThemeProvider } from './_theme/theme-provider';
import './_theme/tokens.css';

export const metadata: Metadata = {
  title: { default: 'Lookback', template: '%s · Lookback' },
  description:
    'A quant laboratory in a browser tab: load bars, backtest, understand, share a result that checks itself.',
  icons: { icon: { url: '/favicon.svg', type: 'image/svg+xml' } },
  referrer: 'no-referrer',
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  const scriptNonce = nonce === undefined ? {} : { nonce };
  return (
    <html lang="en" {...mantineHtmlProps} suppressHydrationWarning>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" {...scriptNonce} suppressHydrationWarning />
        <script
          {...scriptNonce}
          suppressHydrationWarning
          // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant, run before the first paint so that no colour flashes
          dangerouslySetInnerHTML={{ __html: preferencesScript }}
        />
      </head>
      <body>
        <ThemeProvider {...scriptNonce}>
          <AppFrame>{children}</AppFrame>
        </ThemeProvider>
      </body>
    </html>
  );
}
