interface IconButtonProps {
  readonly icon: string;
  /** The button's name, and its tooltip. */
  readonly label: string;
  readonly onClick: (event: MouseEvent & { readonly currentTarget: HTMLButtonElement }) => void;
  readonly disabled?: boolean;
  readonly class?: string;
}

/** A glyph of the codicon font, silent for screen readers. */
export function Icon({ name }: { readonly name: string }) {
  return <span class={`codicon codicon-${name}`} aria-hidden="true" />;
}

export function IconButton({ icon, label, onClick, disabled = false, class: extra = "" }: IconButtonProps) {
  return (
    <button
      type="button"
      class={`icon-button ${extra}`.trimEnd()}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
