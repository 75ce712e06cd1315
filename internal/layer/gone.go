package layer

func gone() rules { return rules{} }
