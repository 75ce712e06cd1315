package contact

import (
	"context"

	"heliograph/internal/user"
)

// Card is a number in international form, as viewer dials it, and the user that
// has it where viewer may know that user's number anyway: nobody learns from it
// who is here. A number that cannot be dialled is its digits alone.
func (s *Service) Card(ctx context.Context, viewer user.ID, number string) (digits string, id user.ID, err error) {
	digits, ok := s.dial(ctx, viewer, number)
	if !ok {
		return onlyDigits(number), 0, nil
	}
	id, err = s.users.ByPhone(ctx, digits)
	if err != nil || id == 0 {
		return digits, 0, err
	}
	who, err := s.People(ctx, viewer, []user.ID{id})
	if err != nil || who[0].Phone != digits {
		return digits, 0, err
	}
	return digits, id, nil
}
