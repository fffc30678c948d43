/// What glibc 2.36 (Debian 12) answers to wcwidth() in C.UTF-8, for every scalar from U+0000 to U+10FFFF in order:
/// runs of one width, each a letter (x: -1 unprintable, o: 0, i: 1, w: 2) and the run's length in the
/// digits 0–9 A–Z without I, O, W and X (base 32). A test compares it with libc, scalar by scalar.
enum WidthRuns {
    static let text = """
        o1xZi2Zx11iK0o3Gi8x2i6x4i7x1i1x1iLx1i70o7i56x1i16x2i1Jx2i3x1o1Di1o1i1o2i1o2i1o1x8iTx4i6xBiGoBi1o\
        1i1EoMiGo1i35o7i2o6i2o2i1o4i10x1i2o1iYoTx2i2RoBi1xEi1Bo9i7x2o1iQo4i1o9i1o3i1o5x2iFx1iRo3x2i1x1iB\
        x5iZx1i2x6o8i1AoQi1o10i1Po1i1o1i4o8i4o1i3o7iAo2iVo1i2x1i8x2i2x2iNx1i7x1i1x3i4x2o1i4o4x2i2x2i2o1i\
        1x8i1x4i2x1i3o2x2iQo1x2o2i1x1i6x4i2x2iNx1i7x1i2x1i2x1i2x2o1x1i3o2x4o2x2o3x3o1x7i4x1i1x7iAo2i3o1i\
        1xAo2i1x1i9x1i3x1iNx1i7x1i2x1i5x2o1i4o5x1o2i1x1i2o1x2i1xFi2o2x2iCx7i1o6x1o1i2x1i8x2i2x2iNx1i7x1i\
        2x1i5x2o1i2o1i1o4x2i2x2i2o1x7o2i1x4i2x1i3o2x2iJxAo1i1x1i6x3i3x1i4x3i2x1i1x1i2x3i2x3i3x3iCx4i2o1i\
        2x3i3x1i3o1x2i1x6i1xEiMx5o1i3o1i8x1i3x1iPx1iGx2o1i1o3i4x1o3x1o4x7o2x1i3x2i1x2i2o2x2iAx7iAo1iBx1i\
        3x1iPx1iAx1i5x2o1i2o1i5x1o1i2x1i2o2x7i2x6i2x1i2o2x2iAx1i2xDo2iBx1i3x1i19o2i4o4x1i3x1i3o1i2x4iEo2\
        x2iSx1o1i2x1iJx3iQx1i9x1i1x2i7x3o1x4i3o3x1o1x1i8x6iAx2i3xCi1Go1i2o7x4i8o8iDx15i2x1i1x1i5x1iQx1i1\
        x1iAo1i2o9i1x2i5x1i1x1o6x2iAx2i4x10iQo2iTo1i1o1i1o1iEx1i14x4oEi1o5i1o2i5oBx1o14x1i8o1i6x1iDx15i1\
        Do4i1o6i1o2i2o2iRo2i4o3iGo4iDo1i2o2i6o1iFo1i18x1i1x5i1x2i1Gw30o50i29x1i4x2i7x1i1x1i4x2i19x1i4x2i\
        11x1i4x2i7x1i1x1i4x2iFx1i1Rx1i4x2i23x2o3iVx3iSx6i2Nx2i6x2iLVx3i2Rx7iJo3i1x9iKo2i3x9iJo2xCiDx1i3x\
        1o2xCi1Lo2i1o7i8o1i2oBi9o1x2iAx6iAx6iBo5iAx6i2Rx7i5o2i12o1i1x5i26xAiZx1o3i4o2i3x4i2o1i6o3x4i1x3i\
        1Ax2i5xBi1Cx4iSx6iBx3i1Ro2i2o1x2i1Qo1i1o7x1o1i1o1i2o8i6oAx2o1iAx6iAx6iEx2oZx1Ho4i1Go1i1o5i1o1i5o\
        1iAx3iTo9iBx1o2i10o4i2o2i1o3i1Qo1i1o2i3o1i1o3i2x8i1Go8i2o2x3iFx3i1Ux7i1Bx2iBx8o3i1oDi1o7i4o1i6o1\
        i3o2i1x5i60o20i8Nx2i6x2i16x2i6x2i8x1i1x1i1x1i1x1iZx2i1Mx1iFx1iEx2i6x1iKx2i3x1i9x1iBo5iQx2o5i1Ho5\
        x1oAi2x2iTx1iDx3i11xFo11xFi4Cx4iCAw2iDw2i5Yw4i3w1i2w1i1KxRiBxMiCVw2iMw2i1JwCi1Bw1iKw1iDw1i8w2iHw\
        2i5w2i8w1i5w1iMw1i7w2i1w1i4w1i2w1i7w1i4w2iUw1i13w1i1w1i4w3i1w1i1Vw3iQw1iEw1iSTw2i1Kw1i4w1iYx2i10\
        x1iAQo3i2x5i1Dx1i1x5i1x2i1Qx7i2xEo1iPx9i7x1i7x1i7x1i7x1i7x1i7x1i7x1i7x1o10i2Yx12wSx1w2RxCw6NxSwC\
        x4w1Ao4wHi1x1w2Nx2o2w35x5w1Bx1w2Yx1w2LxCw1Fx1wUKDx3w1Px9iAUxLi1Fo4i1oAi10o2i2Go2i6x8i6Bx5i2x1i1x\
        1i5xQiGo1i3o1i4o1iRo2i5o1x3iAx6i1Qx8i24o2x8iCx6oJiDo1i16o8iRoBi2xBi1wVx3o3i1Go1i2o4i2o2iGx1iBx4i\
        7o1iRx1i19o6i2o2i2o2x9i3o1i8o1i1x2iAx2i10o1i1Ko1i1o3i2o2i5o2i1o1i1xQiHo2i8o1xAi6x2i6x2i6x9i7x1i7\
        x1i1Ux4i3Mo1i2o1i4o1x2iAx6wAV4xCoPx4o1Hx204i680wBEx2w3Ax16i7xCi5x5i1o1iQx1i5x1i1x1i2x1i2x1i3VxGi\
        DVx2i1Nx7i1x10iGoGwAx6oGw13x1wKx1w4x4i5x1i47x2o1x1w30i2Yx3i6x2i6x2i6x2i3x3w7x1i7xAo3i2x2iCx1iSx1\
        iKx1i2x1iFx2iEx12i3Tx5i3x4i1Dx3i2Qx1iDx3i1x1Fi1Do1x42iVx3i1HxFo1iTx4i14x9iYx5i16o5x5iYx1i15x4iEx\
        1Ai4Yx2iAx6i14x4i14x4i18x8i1LxBiCx1iFx1i7x1i2x1iBx1iFx1i7x1i2x23i9Px9iNxAi8xQi6x1i1Ax1i9x25i6x2i\
        1x1i1Cx1i2x3i1x2iPx1i28x8i9x1GiKx1i2x5i11x3iTx5i1x20i1Qx4iLx2i1Fo3x1o2x5o4i4x1i3x1iVx2o3x4o1i9x7\
        i9x7i20x10i15o2x4iCx9i1Nx3iVx2iTx5iSx7i4xCi7x2Gi29x1Pi1KxDi1Kx7i1Ao4x8iAx96iZx1i1Ax1o2i1x2i2x2Ei\
        18x8iNoBi9xNiJo4i4x16iUxLiPx9i1o1i1NoFi7x4iYo1i2o2i1x9o3i1Ho4i2o2i7o1xAi1x2iRx7iAx6o3i14o5i1o8x1\
        iJx8i13o1i3x9o2i1Lo9iAo4i2o1iGx1iLxBiJx1iUo3i2o1i1o2i6o1x21i7x1i1x1i4x1iFx1iBx6i1Fo1i3o8x5iAx6o2\
        i2x1i8x2i2x2iNx1i7x1i2x1i5x1o2i3o1i4x2i2x2i3x2i1x6i1x5i7x2o7x3o5x4Bi1Qo8i2o3i1o1iMx1i1o1i3xYi1Ko\
        6i1o1i4o2i1o2i4x8iAx56i1Jo4x2i4o2i1o2iTo2x12i1Ko8i2o1i1o2i4xBiAx6iDxKi1Bo1i1o1i2o6i1o1i2x6iAx1Ni\
        Tx2o3i2o4i1o5x4iPx5Ri1Fo9i1o2i1x34i2KxCi8x2i1x2i8x1i2x1iYx1i2x2o2i1o1i4o1i3x9iAx26i8x2i1Ao4x2o2i\
        4o1i4xTi1oAi18o6i2o4i8o1x8i1o6i2o3i1EoDi1o2i9xDi29x87i9x1i16o7x1o6i1o1i6xAiVx3i10x2oNx1i1o7i1o2i\
        1o2x29i7x1i2x1i16o6x3o1x1o2x1o7i1o1x8iAx6i6x1i2x1i15x1o2x1i2o1i1o1i1x7iAx9NiKo2i4x5Pi1xFi1JxDiUT\
        x36i3Fx1i5xBi64x2JCi33xDi11Fx1o9x3Y7iJ7x8DRiHRx7iZx1iAx4i2Hx1iAx6iYx2o5i1xAi1Go7iFxAiAx1i7x1iMx5\
        iKxMGi2Tx35i2Bx4o1i1Qx7o4iDx20w4o1xBw2xEw5ZQx8w16Nx1Aw9x8P7w4x1w7x1w2x1w93x1Dw3xHw4x8wCCx284i3Bx\
        5iDx3i9x7iAx2i1o2i1o4x4JUo1Ex2oPx9i3Lx1Ui7NxAi17x2i1Yo3i9oGi2o7iYo4i1VxMi22o3i1x4SiLxCi2Px9iRx47\
        i2Mx1i27x1i2x2i1x2i2x2i4x1iCx1i1x1i7x1i21x1i4x2i8x1i7x1iUx1i4x1i5x1i1x3i7x1iALx2i94x2iHJo1Pi4o1J\
        i8o1iEo1i7xFo5x1oFx12GiZx71o7x1oHx2o7x1o2x1o5x6Mi1Dx3o7i7x2iAx4i2xA0iYo1xHi1Co4iAx5i1x170i7x1i4x\
        1i2x1iFx1i65x2i9o7x19i24o7i1x4iAx4i2xQHi24x2Ci1Vx62i4x1iTx1i2x1i1x2i1x1iAx1i4x1i1x1i1x6i1x4i1x1i\
        1x1i1x1i3x1i2x1i1x2i1x1i1x1i1x1i1x1i1x1i2x1i1x2i4x1i7x1i4x1i4x1i1x1iAx1iHx5i3x1i5x1iHx1Li2x8Ei4w\
        1i17x4i34xCiFx2iFx1iEw1x1i15xAi4Ew1i2wAiKx1QiSw3xDw1Cx4w9x7w2xEw6x4Sw11iCw9i1w26i1wNiCw1Bi4w5iCw\
        Hi3w1i3w27i1w1i1w5Ti2w1ZiDw4i1wQiJw1iSw2iDw1i2Nw2Mi1Gw26i6w1i3w3i2w3x5w3iBw2x3i4w9x3i3LxCi2Rx7wC\
        x4w1xFiCx4i1Qx8iAx6i18x8iYx2i2x2EiCw1Fi1wAi1w5Ri2LxCiEx2w5x3w5x3w7x9wVx3wBx5w6xAwAx6w8x8w7x9i4Kx\
        1i1Px15iAx106w19P0x10w41Rx7w6Yx2w5L2xEw79Hx30ZwGYx1F2w4SBxMT5No1xYo30x40o7Gx1ZGGi1ZZYx2i1ZZYx2
        """
}
