using System.Net;
using ImageRetrieval.ServiceDefaults.Network;

namespace ImageRetrieval.ServiceDefaults.Tests.Network;

/// <summary>The one table of which addresses are connected to on behalf of strangers.</summary>
public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("this host", "0.0.0.0", "0.255.255.255")]
    [InlineData("private", "10.0.0.0", "10.255.255.255")]
    [InlineData("carrier-grade NAT", "100.64.0.0", "100.127.255.255")]
    [InlineData("loopback", "127.0.0.0", "127.255.255.255")]
    [InlineData("link-local, with the clouds' metadata", "169.254.0.0", "169.254.255.255")]
    [InlineData("private", "172.16.0.0", "172.31.255.255")]
    [InlineData("IETF protocols", "192.0.0.0", "192.0.0.255")]
    [InlineData("documentation", "192.0.2.0", "192.0.2.255")]
    [InlineData("6to4 relays", "192.88.99.0", "192.88.99.255")]
    [InlineData("private", "192.168.0.0", "192.168.255.255")]
    [InlineData("benchmarks", "198.18.0.0", "198.19.255.255")]
    [InlineData("documentation", "198.51.100.0", "198.51.100.255")]
    [InlineData("documentation", "203.0.113.0", "203.0.113.255")]
    [InlineData("multicast", "224.0.0.0", "239.255.255.255")]
    [InlineData("reserved", "240.0.0.0", "255.255.255.254")]
    [InlineData("broadcast", "255.255.255.255", "255.255.255.255")]
    public void Special_networks_of_IPv4_are_not_public_and_neither_are_their_forms_in_IPv6(string kind, string first, string last)
    {
        foreach (var text in (string[])[first, last])
        {
            var bytes = IPAddress.Parse(text).GetAddressBytes();
            Assert.False(PublicAddress.Is(new IPAddress(bytes)), $"{text} ({kind})");
            Assert.False(PublicAddress.Is(new IPAddress(bytes).MapToIPv6()), $"{text} mapped ({kind})");
            Assert.False(PublicAddress.Is(Within("64:ff9b::", bytes, 12)), $"{text} by NAT64 ({kind})");
            Assert.False(PublicAddress.Is(Within("2a00::5efe:0:0", bytes, 12)), $"{text} by ISATAP ({kind})");
        }
    }

    [Theory]
    [InlineData("::"), InlineData("::1")]
    [InlineData("::127.0.0.1"), InlineData("::8.8.8.8")] // IPv4-compatible
    [InlineData("::ffff:0:8.8.8.8")] // IPv4-translated (RFC 2765)
    [InlineData("64:ff9b:1::"), InlineData("64:ff9b:1:ffff:ffff:ffff:808:808")] // NAT64 for local use
    [InlineData("64:ff9b::1:0:808:808")] // beside the prefix of NAT64
    [InlineData("100::1"), InlineData("100:0:0:1::1")] // discard-only, dummy
    [InlineData("2001::1"), InlineData("2001:0:808:808::808:808")] // Teredo
    [InlineData("2001:2::1"), InlineData("2001:10::1"), InlineData("2001:1ff:ffff::")] // benchmarks, ORCHID, the rest of IETF protocols
    [InlineData("2001:db8::1"), InlineData("3fff::1"), InlineData("3fff:fff:ffff::")] // documentation
    [InlineData("2002:7f00:1::"), InlineData("2002:808:808::1")] // 6to4
    [InlineData("4000::1"), InlineData("5f00::1"), InlineData("fc00::1"), InlineData("fdff::1")] // not given out, segment routing, unique-local
    [InlineData("fe80::1"), InlineData("fe80::1%1"), InlineData("febf::1"), InlineData("fec0::1"), InlineData("feff::1")] // link-local with and without zone, site-local
    [InlineData("ff02::1"), InlineData("ff0e::1")] // multicast
    [InlineData("2606:4700::1111%3")] // a zone names an interface of this machine
    public void Special_addresses_of_IPv6_are_not_public(string text) => Assert.False(PublicAddress.Is(IPAddress.Parse(text)), text);

    [Theory]
    [InlineData("1.0.0.0"), InlineData("8.8.8.8"), InlineData("9.255.255.255"), InlineData("11.0.0.0"), InlineData("100.63.255.255"), InlineData("100.128.0.0")]
    [InlineData("126.255.255.255"), InlineData("128.0.0.0"), InlineData("169.253.255.255"), InlineData("169.255.0.0"), InlineData("172.15.255.255"), InlineData("172.32.0.0")]
    [InlineData("192.0.1.0"), InlineData("192.167.255.255"), InlineData("192.169.0.0"), InlineData("198.17.255.255"), InlineData("198.20.0.0"), InlineData("223.255.255.255")]
    [InlineData("2606:4700::1111"), InlineData("2001:200::1"), InlineData("2a00:1450::5efe:808:808"), InlineData("::ffff:8.8.8.8"), InlineData("64:ff9b::808:808")]
    public void Addresses_next_to_the_special_ones_are_public(string text) => Assert.True(PublicAddress.Is(IPAddress.Parse(text)), text);

    [Fact]
    public void Every_address_of_the_special_networks_and_none_of_their_neighbours()
    {
        // Against the same table as numbers, over seeded addresses of all of IPv4.
        (string, string)[] networks =
        [
            ("0.0.0.0", "0.255.255.255"), ("10.0.0.0", "10.255.255.255"), ("100.64.0.0", "100.127.255.255"), ("127.0.0.0", "127.255.255.255"), ("169.254.0.0", "169.254.255.255"),
            ("172.16.0.0", "172.31.255.255"), ("192.0.0.0", "192.0.0.255"), ("192.0.2.0", "192.0.2.255"), ("192.88.99.0", "192.88.99.255"), ("192.168.0.0", "192.168.255.255"),
            ("198.18.0.0", "198.19.255.255"), ("198.51.100.0", "198.51.100.255"), ("203.0.113.0", "203.0.113.255"), ("224.0.0.0", "255.255.255.255"),
        ];
        (uint From, uint To)[] special = [.. networks.Select(range => (Number(range.Item1), Number(range.Item2)))];
        var random = new Random(1);
        for (var i = 0; i < 200_000; i++)
        {
            var number = (uint)random.NextInt64(1L << 32);
            Assert.Equal(!special.Any(range => number >= range.From && number <= range.To), PublicAddress.Is(Address(number)));
        }
        foreach (var (from, to) in special)
        {
            Assert.False(PublicAddress.Is(Address(from)) || PublicAddress.Is(Address(to)));
            Assert.True(from == 0 || PublicAddress.Is(Address(from - 1)));
            Assert.True(to == uint.MaxValue || PublicAddress.Is(Address(to + 1)));
        }
    }

    private static IPAddress Within(string prefix, byte[] ipv4, int at)
    {
        var bytes = IPAddress.Parse(prefix).GetAddressBytes();
        ipv4.CopyTo(bytes, at);
        return new IPAddress(bytes);
    }

    private static uint Number(string text) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(IPAddress.Parse(text).GetAddressBytes());

    private static IPAddress Address(uint number) => new([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
}
