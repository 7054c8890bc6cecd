import { useRef, useState } from 'react';
import { useBureau } from '../../../platform/bureau-context.tsx';
import { DOCTOR_STEPS, type DoctorResult, type DoctorStep } from '../../../platform/facts.ts';

export interface DoctorRun {
  /** In the order of the steps, as far as they are done. */
  readonly results: readonly DoctorResult[];
  readonly running: DoctorStep | null;
  readonly hasRun: boolean;
  /** How often it ran to its end since the page was opened. */
  readonly runs: number;
  readonly start: () => void;
}

/** Runs the doctor's steps one after another, each shown as soon as it is known. */
export function useDoctor(): DoctorRun {
  const bureau = useBureau();
  const [results, setResults] = useState<readonly DoctorResult[]>([]);
  const [running, setRunning] = useState<DoctorStep | null>(null);
  const [runs, setRuns] = useState(0);
  const isUnderWay = useRef(false);
  const run = async (): Promise<void> => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setResults([]);
    try {
      for (const step of DOCTOR_STEPS) {
        setRunning(step);
        const result = await bureau.call('link/check', { step });
        setResults((before) => [...before, result]);
      }
      setRuns((before) => before + 1);
    } finally {
      isUnderWay.current = false;
      setRunning(null);
    }
  };
  return {
    results,
    running,
    runs,
    hasRun: results.length === DOCTOR_STEPS.length && running === null,
    start: () => void run(),
  };
}
