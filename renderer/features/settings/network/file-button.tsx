import { Button } from 'antd';
import { useRef, type ReactNode } from 'react';

interface FileButtonProps {
  readonly label: string;
  readonly accept: string;
  readonly onFile: (bytes: Uint8Array<ArrayBuffer>) => void;
}

/** Larger files are neither certificates nor scripts. */
const MAX_BYTES = 1_000_000;

/** A button that asks for one small file and reads it. */
export function FileButton({ label, accept, onFile }: FileButtonProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const read = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    onFile(new Uint8Array(await file.slice(0, MAX_BYTES).arrayBuffer()));
    // The same file may be chosen again after it was changed.
    if (input.current) input.current.value = '';
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        aria-label={label}
        onChange={(event) => void read(event.target.files?.[0])}
      />
      <Button onClick={() => input.current?.click()}>{label}</Button>
    </>
  );
}
