interface IconButtonProps {
  readonly icon: string;
  /** The button's name, and its tooltip. */
  readonly label: string;
  /** A tooltip that says more than the name. */
  readonly title?: string;
  readonly onClick: (event: MouseEvent & { readonly currentTarget: HTMLButtonElement }) => void;
  readonly disabled?: boolean;
  readonly class?: string;
  readonly tabIndex?: number;
  /** For a button that unfolds something: whether it is unfolded. */
  readonly expanded?: boolean;
}

/** A glyph of the codicon font, silent for screen readers. */
export function Icon({ name }: { readonly name: string }) {
  return <span class={`codicon codicon-${name}`} aria-hidden="true" />;
}

export function IconButton(props: IconButtonProps) {
  const {
    icon,
    label,
    title = label,
    onClick,
    disabled = false,
    class: extra = "",
    tabIndex,
    expanded,
  } = props;
  return (
    <button
      type="button"
      class={`icon-button ${extra}`.trimEnd()}
      aria-label={label}
      title={title}
      disabled={disabled}
      tabIndex={tabIndex}
      aria-expanded={expanded}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
