import { Button, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface TypedWitness {
  readonly key: number;
  readonly name: string;
  readonly unit: string;
}

interface WitnessFieldsProps {
  readonly witnesses: readonly TypedWitness[];
  readonly onChange: (witnesses: readonly TypedWitness[]) => void;
}

/** Who watches: names and units, one at least. */
export function WitnessFields({ witnesses, onChange }: WitnessFieldsProps): ReactNode {
  const { t } = useTranslation('draw');
  const change = (key: number, part: Partial<TypedWitness>): void =>
    onChange(witnesses.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const last = witnesses.at(-1)?.key ?? 0;
  return (
    <div className="jd-draw-people">
      {witnesses.map(({ key, name, unit }, at) => (
        <div key={key} className="jd-draw-person">
          <Input
            aria-label={t('witness.name', { at: at + 1 })}
            placeholder={t('witness.name', { at: at + 1 })}
            maxLength={100}
            value={name}
            onChange={(event) => change(key, { name: event.target.value })}
          />
          <Input
            aria-label={t('witness.unit', { at: at + 1 })}
            placeholder={t('witness.unit', { at: at + 1 })}
            maxLength={200}
            value={unit}
            onChange={(event) => change(key, { unit: event.target.value })}
          />
        </div>
      ))}
      <div>
        <Button
          disabled={witnesses.length >= 10}
          onClick={() => onChange([...witnesses, { key: last + 1, name: '', unit: '' }])}
        >
          {t('witness.add')}
        </Button>
      </div>
    </div>
  );
}
