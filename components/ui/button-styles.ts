import { cva, type VariantProps } from 'class-variance-authority';

/** The classes of `button.css`. */
export const buttonStyles = cva('btn', {
  variants: {
    variant: {
      default: 'btn-default',
      primary: 'btn-primary',
      quiet: 'btn-quiet',
      danger: 'btn-danger',
      'danger-solid': 'btn-danger-solid',
    },
    size: { md: 'btn-md', sm: 'btn-sm' },
  },
  defaultVariants: { variant: 'default', size: 'md' },
});

export type ButtonLook = VariantProps<typeof buttonStyles>;
