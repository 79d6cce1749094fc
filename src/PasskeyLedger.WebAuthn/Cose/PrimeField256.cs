using System.Buffers.Binary;
using System.Numerics;

namespace PasskeyLedger.WebAuthn.Cose;

/// <summary>
/// The question whether a point is on a curve, over a prime of 256 bits: by numbers of four words and Montgomery's multiplication, which
/// costs a tenth of what <see cref="BigInteger"/> does. Points are public, so the time that it takes may depend on them.
/// </summary>
internal sealed class PrimeField256
{
    private const int Words = 4;
    private const int Bytes = Words * sizeof(ulong);

    private readonly ulong[] p;
    private readonly ulong[] a;
    private readonly ulong[] b;
    private readonly ulong[] square;
    private readonly ulong inverse;

    /// <summary>For y^2 = x^3 + ax + b modulo <paramref name="p"/>, which is odd and has 256 bits.</summary>
    public PrimeField256(BigInteger p, BigInteger a, BigInteger b)
    {
        // With R = 2^256: a product of this arithmetic is divided by R each time, and a number times R is whole again.
        var r = BigInteger.One << (8 * Bytes);
        this.p = Split(p);
        this.a = Split((a + p) % p);
        this.b = Split(b * BigInteger.ModPow(r, p - 2, p) % p);
        square = Split(r * r % p);

        // -1/p modulo 2^64, by Newton's iteration: each step doubles the bits that are right.
        var word = this.p[0];
        var reciprocal = word;
        for (var step = 0; step < 6; step++)
            reciprocal = unchecked(reciprocal * (2 - (word * reciprocal)));
        inverse = unchecked(0 - reciprocal);
    }

    /// <summary>Whether (<paramref name="x"/>, <paramref name="y"/>), 32 bytes each and big-endian, is on the curve.</summary>
    public bool Contains(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        Span<ulong> px = stackalloc ulong[Words];
        Span<ulong> py = stackalloc ulong[Words];
        Read(x, px);
        Read(y, py);
        if (!IsBelowPrime(px) || !IsBelowPrime(py))
            return false;

        // Every term is divided by R once: y^2, and x^3 by x^2/R times xR, and ax, and b as it is kept.
        Span<ulong> left = stackalloc ulong[Words];
        Span<ulong> right = stackalloc ulong[Words];
        Span<ulong> scaled = stackalloc ulong[Words];
        Multiply(py, py, left);
        Multiply(px, square, scaled);
        Multiply(px, px, right);
        Multiply(right, scaled, right);
        Multiply(px, a, scaled);
        Add(right, scaled);
        Add(right, b);
        return left.SequenceEqual(right);
    }

    /// <summary>one * other / R modulo p, below p; operands below p, the result may be one of them.</summary>
    private void Multiply(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other, Span<ulong> product)
    {
        ulong t0 = 0, t1 = 0, t2 = 0, t3 = 0, t4 = 0;
        for (var i = 0; i < Words; i++)
        {
            // t += one[i] * other
            var word = one[i];
            ulong carry = 0;
            t0 = Step(word, other[0], t0, ref carry);
            t1 = Step(word, other[1], t1, ref carry);
            t2 = Step(word, other[2], t2, ref carry);
            t3 = Step(word, other[3], t3, ref carry);
            var top = (UInt128)t4 + carry;

            // t += m * p with such an m that the lowest word becomes zero, and is left out.
            var m = unchecked(t0 * inverse);
            carry = 0;
            Step(m, p[0], t0, ref carry);
            t0 = Step(m, p[1], t1, ref carry);
            t1 = Step(m, p[2], t2, ref carry);
            t2 = Step(m, p[3], t3, ref carry);
            top += carry;
            t3 = (ulong)top;
            t4 = (ulong)(top >> 64);
        }

        product[0] = t0;
        product[1] = t1;
        product[2] = t2;
        product[3] = t3;
        if (t4 != 0 || !IsBelowPrime(product))
            SubtractPrime(product);
    }

    /// <summary>The lower word of word * factor + addend + carry; the upper one is the new carry.</summary>
    private static ulong Step(ulong word, ulong factor, ulong addend, ref ulong carry)
    {
        var high = Math.BigMul(word, factor, out var low);
        low += addend;
        high += low < addend ? 1UL : 0UL;
        low += carry;
        high += low < carry ? 1UL : 0UL;
        carry = high;
        return low;
    }

    private void Add(Span<ulong> sum, ReadOnlySpan<ulong> addend)
    {
        UInt128 carry = 0;
        for (var i = 0; i < Words; i++)
        {
            carry += (UInt128)sum[i] + addend[i];
            sum[i] = (ulong)carry;
            carry >>= 64;
        }

        if (carry != 0 || !IsBelowPrime(sum))
            SubtractPrime(sum);
    }

    private void SubtractPrime(Span<ulong> number)
    {
        ulong borrow = 0;
        for (var i = 0; i < Words; i++)
        {
            var difference = unchecked(number[i] - p[i]);
            var next = number[i] < p[i] || difference < borrow ? 1UL : 0UL;
            number[i] = unchecked(difference - borrow);
            borrow = next;
        }
    }

    private bool IsBelowPrime(ReadOnlySpan<ulong> number)
    {
        for (var i = Words - 1; i >= 0; i--)
        {
            if (number[i] != p[i])
                return number[i] < p[i];
        }

        return false;
    }

    private static void Read(ReadOnlySpan<byte> bytes, Span<ulong> words)
    {
        for (var i = 0; i < Words; i++)
            words[i] = BinaryPrimitives.ReadUInt64BigEndian(bytes[(Bytes - ((i + 1) * sizeof(ulong)))..]);
    }

    private static ulong[] Split(BigInteger number) =>
        [.. Enumerable.Range(0, Words).Select(i => (ulong)((number >> (64 * i)) & ulong.MaxValue))];
}
