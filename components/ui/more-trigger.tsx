import { ChevronDown } from 'lucide-react';
import { Button } from './button';
import { DropdownMenuTrigger } from './dropdown-menu';

/** Opens the menu of what else is done with the subject of a page. */
export function MoreTrigger() {
  return (
    <DropdownMenuTrigger asChild>
      <Button>
        More <ChevronDown aria-hidden />
      </Button>
    </DropdownMenuTrigger>
  );
}
