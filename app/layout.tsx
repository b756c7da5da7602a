import './globals.css';

import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';

import { Providers } from '@/components/ui/providers';

export const metadata: Metadata = {
  title: { default: 'Dotbridge', template: '%s · Dotbridge' },
  description: 'The bridge between the CRM and Dotdigital.',
  robots: { index: false, follow: false },
  manifest: '/site.webmanifest',
  icons: {
    icon: [
      { url: '/favicon.ico', sizes: '48x48' },
      { url: '/icon.svg', type: 'image/svg+xml' },
    ],
    apple: '/apple-touch-icon.png',
  },
};

export const viewport: Viewport = { colorScheme: 'light dark' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const theme = jar.get('theme')?.value;
  return (
    <html
      lang="en"
      data-theme={theme === 'light' || theme === 'dark' ? theme : undefined}
      suppressHydrationWarning
    >
      <body>
        <Providers
          locale={readLocale(head.get('accept-language'))}
          zone={readZone(jar.get('zone')?.value)}
          renderedAt={new Date().getTime()}
        >
          {children}
        </Providers>
      </body>
    </html>
  );
}

function readLocale(accepted: string | null): string {
  const first = accepted?.split(',')[0]?.split(';')[0]?.trim();
  try {
    return Intl.getCanonicalLocales(first)[0] ?? 'en-GB';
  } catch {
    return 'en-GB';
  }
}

function readZone(cookie: string | undefined): string | null {
  if (!cookie) return null;
  try {
    const zone = decodeURIComponent(cookie);
    new Intl.DateTimeFormat('en-GB', { timeZone: zone });
    return zone;
  } catch {
    return null;
  }
}
