package schema

import (
	"fmt"
	"strings"
)

// add takes a combinator in, or merges it with one of its id.
func (s *Set) add(c *Comb) error {
	if old := s.byID[c.ID]; old != nil {
		return old.merge(c)
	}
	names := s.ctors
	if c.Method {
		names = s.methods
	}
	c.older, names[c.Name] = names[c.Name], c
	s.byID[c.ID] = c
	s.Combs = append(s.Combs, c)
	return nil
}

// simple are the types that have a form of their own.
var simple = map[string]Kind{
	"int": Int, "long": Long, "double": Double, "int128": Int128, "int256": Int256,
	"string": String, "bytes": String, "Bool": Bool, "true": True, "#": Flags, "!X": Query, "X": Query,
}

// intern is the type of that name, made when it is new.
func (s *Set) intern(name string) *Type {
	if t := s.types[name]; t != nil {
		return t
	}
	t := &Type{Name: name, Kind: Object}
	if kind, ok := simple[name]; ok {
		t.Kind = kind
	} else if elem, ok := element(name, "Vector<"); ok {
		t.Kind, t.Elem = Vector, s.intern(elem)
	} else if elem, ok := element(name, "vector<"); ok {
		t.Kind, t.Elem = BareVector, s.intern(elem)
	} else {
		t.Num = len(s.Types)
		s.Types = append(s.Types, t)
	}
	s.types[name] = t
	return t
}

func element(name, prefix string) (string, bool) {
	inner, ok := strings.CutPrefix(name, prefix)
	if !ok {
		return "", false
	}
	return strings.CutSuffix(inner, ">")
}

// String is the combinator as the schema begins it, for errors.
func (c *Comb) String() string { return fmt.Sprintf("%s#%08x", c.Name, c.ID) }
