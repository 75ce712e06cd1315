package main

// module is where the schemas come from, and schemaFile where they are in it.
const (
	module     = "github.com/gotd/td"
	schemaFile = "_schema/telegram.tl"
)

// version is a version of the module and the layer of its schema.
type version struct {
	layer int
	tag   string
}

// versions are those to take, ascending: of each layer the last whose download
// the checksum database vouches for. The one version of layer 149, v0.72.0,
// cannot be had; that layer is in the supplement.
var versions = []version{
	{144, "v0.68.1"},
	{146, "v0.70.1"},
	{148, "v0.71.0"},
	{150, "v0.73.0"},
	{151, "v0.75.0"},
	{152, "v0.77.0"},
	{154, "v0.78.0"},
	{155, "v0.80.0-alpha.0"},
	{158, "v0.83.0"},
	{160, "v0.84.0"},
	{161, "v0.85.0"},
	{162, "v0.86.0"},
	{163, "v0.87.0"},
	{164, "v0.88.0"},
	{166, "v0.90.0"},
	{167, "v0.91.0"},
	{169, "v0.92.0"},
	{170, "v0.93.0"},
	{172, "v0.96.0"},
	{173, "v0.97.0"},
	{174, "v0.98.0"},
	{176, "v0.99.2"},
	{178, "v0.100.0"},
	{179, "v0.103.0-alpha.0"},
	{181, "v0.105.0"},
	{184, "v0.106.0"},
	{185, "v0.107.0"},
	{186, "v0.108.0"},
	{187, "v0.110.1"},
	{189, "v0.111.2"},
	{192, "v0.112.0"},
	{193, "v0.115.0"},
	{195, "v0.116.0"},
	{196, "v0.117.0"},
	{198, "v0.119.0"},
	{199, "v0.120.0"},
	{200, "v0.121.0"},
	{201, "v0.122.0"},
	{202, "v0.123.0"},
	{203, "v0.124.0"},
	{204, "v0.125.0"},
	{206, "v0.126.0"},
	{207, "v0.127.0"},
	{209, "v0.128.0"},
	{210, "v0.129.0"},
	{211, "v0.130.0"},
	{214, "v0.131.0"},
	{216, "v0.133.0"},
	{218, "v0.135.0"},
	{220, "v0.136.0"},
	{221, "v0.138.0"},
	{222, "v0.140.0"},
	{223, "v0.142.0"},
	{224, "v0.143.0"},
	{225, "v0.145.2"},
	{227, "v0.160.0"},
	{228, "v0.161.0"},
	{229, "v0.162.0"},
}
