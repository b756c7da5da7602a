'use client';

import { useEffect, useState } from 'react';
import { chooseTheme, readTheme, type Theme } from '@/components/shell/theme';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { RadioGroup } from '@/components/ui/radio-group';

export function ThemeCard() {
  const [theme, setTheme] = useState<Theme>('system');
  useEffect(() => setTheme(readTheme()), []);
  return (
    <Card>
      <CardHeader title="Theme" />
      <CardBody>
        <RadioGroup
          aria-label="Theme"
          options={[
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
            { value: 'system', label: 'As the system' },
          ]}
          value={theme}
          onValueChange={(value) => setTheme(chooseTheme(value))}
        />
        <p className="mt-2.5 text-sm text-ink-3">In this browser.</p>
      </CardBody>
    </Card>
  );
}
