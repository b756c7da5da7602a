import { cva, type VariantProps } from 'class-variance-authority';

export const buttonStyles = cva(
  'inline-flex shrink-0 items-center justify-center gap-[7px] rounded-sm border font-medium whitespace-nowrap transition-colors duration-100 select-none disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:size-[15px] [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        default: 'border-line-strong bg-surface text-ink hover:bg-sunken data-[state=open]:bg-sunken',
        primary:
          'border-accent bg-accent text-accent-ink hover:bg-[color-mix(in_oklch,var(--accent)_90%,var(--ink))] data-[state=open]:bg-[color-mix(in_oklch,var(--accent)_90%,var(--ink))]',
        quiet:
          'border-transparent bg-transparent text-ink-2 hover:bg-[color-mix(in_oklch,var(--ink)_6%,transparent)] hover:text-ink data-[state=open]:bg-[color-mix(in_oklch,var(--ink)_6%,transparent)]',
        danger: 'border-line-strong bg-surface text-bad hover:border-bad hover:bg-bad-soft',
        'danger-solid':
          'border-bad bg-bad text-surface hover:bg-[color-mix(in_oklch,var(--bad)_88%,var(--ink))]',
      },
      size: { md: 'h-[34px] px-[13px] text-base', sm: 'h-7 px-2.5 text-[13px]' },
    },
    defaultVariants: { variant: 'default', size: 'md' },
  },
);

export type ButtonLook = VariantProps<typeof buttonStyles>;
