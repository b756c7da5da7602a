import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { CsvPreview } from '@/lib/csv-imports/schemas';

type CsvRecipeProps = {
  recipe: CsvPreview['recipe'];
  declined: string | null;
  onDecline: (label: string | null) => void;
};

/** Whose export it looks like, and a way to say that it isn't one. */
export function CsvRecipe({ recipe, declined, onDecline }: CsvRecipeProps) {
  if (recipe)
    return (
      <Notice
        title={`Looks like ${article(recipe.label)} ${recipe.label} export.`}
        action={
          <Button size="sm" onClick={() => onDecline(recipe.label)}>
            It isn’t
          </Button>
        }
      >
        Its columns go where they belong for what they mean there. Change any of them.
      </Notice>
    );
  if (!declined) return null;
  return (
    <Notice
      title={`Not read as ${article(declined)} ${declined} export.`}
      action={
        <Button size="sm" onClick={() => onDecline(null)}>
          It is one
        </Button>
      }
    >
      Columns go by their names and by what stands in them.
    </Notice>
  );
}

const article = (label: string): string => (/^[aeiou]/i.test(label) ? 'an' : 'a');
