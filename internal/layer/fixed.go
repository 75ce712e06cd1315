package layer

func fixedValues() rules { return rules{} }
