"""What a record gives, achievement by achievement and qualification by qualification."""
